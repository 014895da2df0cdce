#!/usr/bin/env bash
# usage: ipp_printer.sh FOLDER PORT FORMATS COMMAND
# An IPP printer on loopback (ippeveprinter of CUPS) and the D-Bus that it can't do without, with
# all they write in FOLDER. PORT may be 0: a free one. Each page is given to COMMAND. Says its URL
# when it answers, and ends with this script's input.
set -euo pipefail
folder=$1 port=$2 formats=$3 command=$4
mkdir -p "$folder/spool"
[ "$port" != 0 ] || port=$(/usr/bin/python3 -c '
import socket
free = socket.create_server(("127.0.0.1", 0))
print(free.getsockname()[1])')

cat >"$folder/bus.conf" <<TEXT
<busconfig><type>session</type><listen>unix:path=$folder/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
TEXT
rm -f "$folder/bus"
exec 3< <(exec dbus-daemon "--config-file=$folder/bus.conf" --nofork --nosyslog --nopidfile \
    --print-address 2>/dev/null)
bus=$!
trap 'kill -9 $bus 2>/dev/null || true; wait' EXIT
read -r _ <&3  # its address: it listens

DBUS_SYSTEM_BUS_ADDRESS="unix:path=$folder/bus" ippeveprinter -r off -n localhost -p "$port" -k \
    -d "$folder/spool" -f "$formats" -c "$command" "Box Office" >/dev/null 2>&1 </dev/null &
printer=$!
trap 'kill -9 $printer $bus 2>/dev/null || true; wait' EXIT
until { : 3<>"/dev/tcp/localhost/$port"; } 2>/dev/null; do
    kill -0 $printer 2>/dev/null || { echo "the printer did not start" >&2; exit 1; }
    sleep 0.02
done
echo "ipp://localhost:$port/ipp/print"
read -r _ || true
