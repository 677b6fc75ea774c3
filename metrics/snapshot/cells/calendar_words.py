"""Months and weekdays by the names they have in many languages."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            (
                "jan january januar jänner jaenner janvier enero gennaio gen janeiro januari"
                " styczeń stycznia sty leden ledna tammikuu tammikuuta ocak января"
            ),
            (
                "feb february februar fev février febrero febbraio fevereiro februari"
                " luty lutego lut únor února helmikuu helmikuuta şubat февраля"
            ),
            (
                "mar march mär mrz märz maerz mars marzo março maart mrt"
                " marts marzec marca březen března maaliskuu maaliskuuta mart марта"
            ),
            "apr april avr avril abril aprile kwiecień kwietnia kwi duben dubna huhtikuu huhtikuuta nisan апреля",
            "may mai mayo maggio maio mei maj maja květen května toukokuu toukokuuta mayıs мая",
            (
                "jun june juni juin junio giugno giu junho"
                " czerwiec czerwca cze červen června kesäkuu kesäkuuta haziran июня"
            ),
            (
                "jul july juli juillet julio luglio lug julho"
                " lipiec lipca červenec července heinäkuu heinäkuuta temmuz июля"
            ),
            "aug august août agosto augustus augusti sierpień sierpnia sie srpen srpna elokuu elokuuta ağustos августа",
            (
                "sep sept september septembre septiembre settembre set setembro"
                " wrzesień września wrz září syyskuu syyskuuta eylül сентября"
            ),
            (
                "oct october okt oktober octobre octubre ottobre ott outubro out"
                " październik października paź říjen října lokakuu lokakuuta ekim октября"
            ),
            "nov november novembre noviembre novembro listopadu marraskuu marraskuuta kasım ноября",
            (
                "dec december dez dezember déc décembre diciembre dicembre dic dezembro"
                " desember grudzień grudnia gru prosinec prosince joulukuu joulukuuta aralık декабря"
            ),
        ),
        start=1,
    )
    for name in names.split()
}
IN_POLAND_AND_CROATIA = frozenset(["listopad", "listopada", "lis"])
"""November to the ones, October to the others."""
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "月 mon monday mo montag lundi lunes lunedì maandag",
            "火 tue tues tuesday di dienstag mardi martes martedì dinsdag",
            "水 wed wednesday mi mittwoch mercredi miércoles mercoledì woensdag",
            "木 thu thur thurs thursday do donnerstag jeudi jueves giovedì donderdag",
            "金 fri friday fr freitag vendredi viernes venerdì vrijdag",
            "土 sat saturday sa samstag sonnabend samedi sábado sabato zaterdag",
            "日 sun sunday so sonntag dimanche domingo domenica zondag",
        )
    )
    for name in names.split()
}
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
