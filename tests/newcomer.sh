#!/usr/bin/env bash
# The README's two commands on machines that have nothing: fresh roots of Debian 12 and 13, as root and as an ordinary
# user whose administrator runs the one line that `make` names.
#
#     sudo tests/newcomer.sh [bookworm] [trixie]      (or: make newcomer)
#
# Needs root, debootstrap and git; takes what is committed. About 3 GB, removed at the end, and a quarter of an hour a run.
#   NEWCOMER_FOLDER   where roots and logs are made (a fresh temporary folder)
#   NEWCOMER_MIRROR   Debian's mirror (that of debootstrap)
#   NEWCOMER_SHARE    folders of this machine that its pip settings name, such as a mirror of packages, with spaces between
#   NEWCOMER_TEST     the second command (make test)
# Settings of pip, proxy and certificates of this machine are used in the roots too, as README says of `make`.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."

[ "$(id -u)" = 0 ] || { echo "newcomer.sh braucht root: sudo tests/newcomer.sh" >&2; exit 4; }
for program in debootstrap git unshare chroot; do
    command -v "$program" >/dev/null || { echo "$program fehlt. Einrichten: apt install debootstrap git" >&2; exit 4; }
done

suites=("$@")
[ $# -gt 0 ] || suites=(bookworm trixie)
folder=${NEWCOMER_FOLDER:-$(mktemp -d)}
second=${NEWCOMER_TEST:-make test}
mkdir -p "$folder"
files=(/etc/resolv.conf /etc/hosts /etc/pip.conf "${SSL_CERT_FILE:-}" "${PIP_CERT:-}")
settings=$(env | grep -E '^(PIP_|[a-z]+_proxy=|[A-Z]+_PROXY=|SSL_CERT_|REQUESTS_CA_BUNDLE=)' || true)

base() {  # base SUITE: the bare root, made once
    [ -e "$folder/$1.base/made" ] && return
    for _ in 1 2; do  # a mirror may fail once
        rm -rf "$folder/$1.base"
        debootstrap --variant=minbase --include=git,make,python3,ca-certificates "$1" "$folder/$1.base" \
            ${NEWCOMER_MIRROR:+"$NEWCOMER_MIRROR"} >"$folder/$1.debootstrap.log" 2>&1 || continue
        touch "$folder/$1.base/made"
        return
    done
    tail -n 3 "$folder/$1.debootstrap.log" >&2
    exit 5
}

share() {  # share ROOT PATH: the file of this machine at the same path in the root; a folder is bound there later
    [ -e "$2" ] || return 0
    if [ -d "$2" ]; then mkdir -p "$1$2"; return; fi
    mkdir -p "$1$(dirname "$2")"
    rm -f "$1$2"
    cp -L "$2" "$1$2"
}

prepared() {  # prepared SUITE WHO: a root of its own with a clone in it
    local root=$folder/$1.$2
    rm -rf "$root"
    cp -a "$folder/$1.base" "$root"
    chroot "$root" useradd --create-home newcomer
    for path in "${files[@]}" ${NEWCOMER_SHARE:-}; do share "$root" "$path"; done
    git clone -q --no-hardlinks . "$root/home/newcomer/zeilentreu"
    [ "$2" = root ] && chroot "$root" chown -R root: /home/newcomer || chroot "$root" chown -R newcomer: /home/newcomer
    echo "$root"
}

within() {  # within ROOT WHO COMMAND: run in the root, with its own /proc, /dev and processes, which end with it
    local as=root home=/root
    [ "$2" = root ] || { as=newcomer home=/home/newcomer; }
    # shellcheck disable=SC2016 # the inner shell expands
    unshare --mount --pid --fork bash -c '
        mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; mount -t tmpfs tmpfs "$1/tmp"
        for path in $6; do mount --bind "$path" "$1$path"; done
        exec chroot --userspec="$2:$2" "$1" /usr/bin/env -i HOME="$3" LANG=C.UTF-8 \
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin $5 sh -c "cd /home/newcomer/zeilentreu && $4"
    ' newcomer "$1" "$as" "$home" "$3" "$settings" "${NEWCOMER_SHARE:-}"
}

failed=0
report() {  # report SUITE WHO COMMAND CODE SECONDS LOG
    printf '%-9s %-5s %-10s exit %s  %4s s  %s\n' "$1" "$2" "$3" "$4" "$5" "$(tail -n 1 "$6" | cut -c1-100)"
}

run() {  # run SUITE WHO ROOT COMMAND EXPECTED
    local log=$folder/$1.$2.${4// /-}.log begin=$SECONDS code=0
    within "$3" "$2" "$4" >"$log" 2>&1 </dev/null || code=$?
    report "$1" "$2" "$4" "$code" $((SECONDS - begin)) "$log"
    [ "$code" = "$5" ] || { failed=1; tail -n 25 "$log"; return 1; }
}

for suite in "${suites[@]}"; do
    base "$suite"
    for who in root user; do
        root=$(prepared "$suite" "$who")
        if [ "$who" = user ]; then
            # Without the libraries the program names one line and ends with 4, which make reports as 2; an administrator
            # runs that very line.
            run "$suite" "$who" "$root" make 2 || continue
            line=$(grep -o 'apt-get install .*' "$folder/$suite.user.make.log" | head -n 1)
            within "$root" root "apt-get update -q && DEBIAN_FRONTEND=noninteractive $line -y" \
                >"$folder/$suite.user.line.log" 2>&1 </dev/null || { failed=1; tail "$folder/$suite.user.line.log"; continue; }
            echo "$suite user  administrator: $line"
        fi
        run "$suite" "$who" "$root" make 0 && run "$suite" "$who" "$root" "$second" 0 || true
        rm -rf "$root"
    done
    [ -n "${NEWCOMER_FOLDER:-}" ] || rm -rf "$folder/$suite.base"
done
exit "$failed"
