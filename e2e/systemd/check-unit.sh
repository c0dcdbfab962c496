#!/bin/sh
# Runs the agent's unit under a real systemd: one that is PID 1 of namespaces of its own, over a copy-on-write view of this
# machine, so that nothing here changes. Needs root, systemd, overlayfs and a packed release:
#
#     npm run check-unit                      (packs one first)
#     sh e2e/systemd/check-unit.sh dist/coldrx-edge-VERSION-PLATFORM-ARCH.tar.gz
#
# Exit code 0: everything was as it should be. 77: this machine cannot run it; what it lacks is said.
set -eu
release=$(readlink -f "$1")
here=$(readlink -f "$(dirname "$0")")
repository=$(readlink -f "$here/../..")

lacks() {
    echo "cannot be checked here: $1" >&2
    exit 77
}
[ "$(id -u)" = 0 ] || lacks 'needs root'
[ -x /lib/systemd/systemd ] || lacks 'needs systemd'
grep -q overlay /proc/filesystems || lacks 'needs overlayfs'

work=$(mktemp -d /tmp/coldrx-unit-XXXXXX)
init=
pid1=
finish() {
    if [ -n "$init" ]; then
        # unshare itself heeds no signal while it waits for what it began
        kill -KILL ${pid1:-$init} 2>/dev/null || true
        wait "$init" 2>/dev/null || true
    fi
    # a group of its own in each hierarchy, empty by now
    for group in /sys/fs/cgroup/*/coldrx-unit /sys/fs/cgroup/coldrx-unit; do
        [ -d "$group" ] && find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
    rm -rf "$work"
}
trap finish EXIT INT TERM

# a control group that the namespace sees as its root
for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/*; do
    [ -e "$hierarchy/cgroup.procs" ] || continue
    mkdir -p "$hierarchy/coldrx-unit" 2>/dev/null || continue
    for file in cpuset.cpus cpuset.mems; do
        [ -e "$hierarchy/coldrx-unit/$file" ] && cat "$hierarchy/$file" >"$hierarchy/coldrx-unit/$file" 2>/dev/null || true
    done
done
(
    for hierarchy in /sys/fs/cgroup /sys/fs/cgroup/*; do
        [ -e "$hierarchy/coldrx-unit/cgroup.procs" ] || continue
        sh -c 'echo $PPID' >"$hierarchy/coldrx-unit/cgroup.procs" 2>/dev/null || true
    done
    exec unshare --mount --uts --ipc --pid --net --cgroup --fork --kill-child \
        sh "$here/boot.sh" "$work" "$release" "$repository" >"$work/console" 2>&1
) &
init=$!

inside() {
    nsenter --target "$pid1" --mount --uts --ipc --pid --net --cgroup --root --wd "$@"
}
failed=0
is() {
    if [ "$2" = "$3" ]; then echo "ok    $1"; else
        echo "WRONG $1: $2, not $3"
        failed=1
    fi
}
# waits until a command says what is expected, 90 s at most
comes() {
    what=$1 wanted=$2
    shift 2
    for _ in $(seq 90); do
        said=$("$@" 2>/dev/null || true)
        [ "$said" = "$wanted" ] && break
        sleep 0.5
    done
    is "$what" "$said" "$wanted"
}
of() { inside systemctl show --property="$1" --value coldrx-edge; }

for _ in $(seq 100); do
    pid1=$(pgrep -f -P "$init" '/lib/systemd/systemd' | head -n1 || true)
    [ -n "$pid1" ] && break
    kill -0 "$init" 2>/dev/null || break
    sleep 0.2
done
[ -n "$pid1" ] || { cat "$work/console"; lacks 'systemd did not start in namespaces'; }
for _ in $(seq 100); do
    inside systemctl is-system-running >/dev/null 2>&1 && break
    case $(inside systemctl is-system-running 2>/dev/null || true) in degraded | running | starting) break ;; esac
    sleep 0.2
done

echo "systemd $(inside systemctl --version | head -n1 | cut -d' ' -f2), $(inside systemctl is-system-running || true)"
comes 'it becomes active, by its own word (Type=notify)' active of ActiveState
[ "$failed" = 0 ] || { inside journalctl --no-pager -n 60; cat "$work/console"; exit 1; }

echo '--- what the sandbox lets it do'
inside cat /var/lib/coldrx/sandbox | sort >"$work/sandbox"
while read -r what wanted; do
    is "$what" "$(grep "^$what " "$work/sandbox" | cut -d' ' -f2)" "$wanted"
done <<'EXPECTED'
write:/var/lib/coldrx yes
write:/opt/coldrx yes
write:/etc/coldrx no
write:/etc no
write:/usr no
write:/var/log no
write:/srv no
write:/home no
read:/root no
open:serial yes
open:disk no
open:mem no
mount no
clock no
EXPECTED

echo '--- a probe is read'
comes 'the cab shows a temperature' true inside sh -c \
    'curl -fs "http://127.0.0.1:$(cat /var/lib/coldrx/cab-port)/api/cab" | grep -q "\"temperatureCelsius\":-\?[0-9]" && echo true'

echo '--- it is started again'
before=$(of MainPID)
inside kill -KILL "$before"
restarted() { [ "$(of NRestarts)" -ge "$1" ] && [ "$(of ActiveState)" = active ] && echo yes; }
comes 'after kill -9 (Restart=always)' yes restarted 1
hung=$(of MainPID)
[ "$hung" != "$before" ] && echo "ok    as another process"
inside kill -STOP "$hung"
comes 'when it hangs (SIGSTOP; the watchdog)' yes restarted 2
is 'because of the watchdog' "$(inside journalctl --no-pager -u coldrx-edge | grep -c 'Watchdog timeout' | sed 's/[1-9][0-9]*/yes/')" yes

echo '--- it stops'
inside systemctl stop coldrx-edge
is 'in good order' "$(of Result)" success
is 'with code 0' "$(of ExecMainStatus)" 0
is 'and leaves no process' "$(inside pgrep -u coldrx -c -f /opt/coldrx || true)" 0
inside su -s /bin/sh coldrx -c '/opt/coldrx/current/bin/coldrx-edge export --config /etc/coldrx/agent.json --from 2000-01-01 --to 2099-01-01 --out /var/lib/coldrx/export' >/dev/null
is 'its records go to the end' "$(inside tail -n1 /var/lib/coldrx/export/events.csv | grep -c ',stopped' || true)" 1
exit "$failed"
