#!/bin/sh
# Runs in the unit's own sandbox before the agent does, and notes what it may do.
can() {
    # in a shell of its own: a redirection that fails ends it
    if (eval "$2") >/dev/null 2>&1; then echo "$1 yes"; else echo "$1 no"; fi
}
{
    for place in /var/lib/coldrx /opt/coldrx /etc/coldrx /etc /usr /var/log /srv /home; do
        can "write:$place" "touch $place/.probe && rm $place/.probe"
    done
    can read:/root 'ls /root'
    can open:serial 'exec 3<>/dev/ttyS0'
    can open:disk 'exec 3</dev/disk'
    can open:mem 'exec 3</dev/mem'
    can mount 'mount -t tmpfs none /opt/coldrx'
    can clock 'date -s 2020-01-01'
} >/var/lib/coldrx/sandbox
