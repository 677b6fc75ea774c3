#!/bin/sh
# Before a deployment: it ends with 0 only where what is about to run is what was released last, with nothing expired.
# candidate.yaml lies beside what is deployed; its commit was written at build time.
exec playbook admitted --product "${PRODUCT:?name the product}" --candidate "${CANDIDATE:-candidate.yaml}"
