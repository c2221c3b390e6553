#!/bin/sh
# Acts like mongod: runs the mongod.exe beside it under Debian's wine64.
# Wine's own set-up would fill a prefix with 695 MB and take 10 seconds; this one holds links only (about 1 MB). Its name
# carries the time of the installed Wine, so that an upgrade of Wine gets a fresh one.
here=$(cd "$(dirname "$0")" && pwd)
wine=/usr/lib/wine/wine64
prefix="$here/prefix-$(id -u)-$(stat -c %Y "$wine")"
if [ ! -e "$prefix/.update-timestamp" ]; then
  new="$prefix.$$"
  mkdir -p "$new/dosdevices" "$new/drive_c/windows/system32" "$new/drive_c/windows/temp" "$new/drive_c/users"
  ln -s ../drive_c "$new/dosdevices/c:"
  ln -s / "$new/dosdevices/z:"
  cp -rs /usr/lib/*-linux-gnu/wine/x86_64-windows/. "$new/drive_c/windows/system32/"
  echo disable >"$new/.update-timestamp" # keeps Wine from filling the prefix after all
  mv -T "$new" "$prefix" 2>/dev/null || rm -rf "$new"
fi
# UTF-8, or a data folder with Chinese in its name would arrive as question marks. Microsoft's C++ runtime lies beside
# mongod.exe and must win over Wine's own, which crashes when exceptions are thrown in parallel.
export WINEPREFIX="$prefix" WINEDEBUG=-all LC_ALL=C.UTF-8
export WINEDLLOVERRIDES="mscoree=;mshtml=;msvcp140,vcruntime140,vcruntime140_1=n,b"
case " $* " in *" --version "*) exec "$wine" "$here/mongod.exe" --version ;; esac
# MongoDB's own performance recorder reads Windows counters that Wine does not have.
exec "$wine" "$here/mongod.exe" "$@" --setParameter diagnosticDataCollectionEnabled=false
