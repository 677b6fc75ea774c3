"""A playbook with many products, and its numbers received."""

from pathlib import Path

from tests.worlds import World, on_track


def many_products(folder: Path, many: int = 200) -> World:
    """The world `on_track` with so many products, each of which reports what the one did."""
    world = on_track(folder)
    names = [f"product-{number:03d}" for number in range(1, many)]
    entry = world.text("records/products.yaml").partition("products:\n")[2]
    first = "  - id:" + entry.split("  - id:")[1]
    entries = [first.replace("support-copilot", name).replace("Support copilot", name) for name in names]
    world.write("records/products.yaml", "products:\n" + "".join([entry, *entries]))
    files = []
    for file in world.files:
        head, *rows = file.content.decode().splitlines()
        more = [row.replace("support-copilot", name) for name in names for row in rows if "support-copilot" in row]
        files.append(type(file)(file.name, "\n".join([head, *rows, *more, ""]).encode(), file.received))
    grown = World(world.name, world.folder, world.today, tuple(files))
    grown.receive_all()
    return grown
