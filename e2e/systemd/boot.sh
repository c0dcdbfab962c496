#!/bin/sh
# PID 1 of the namespaces of check-unit.sh: makes a root over this machine's own, puts the release and a simulated truck
# into it as docs/install-edge.md says, and becomes systemd.
set -eu
work=$1 release=$2 repository=$3

mount --make-rprivate /
mount -t tmpfs -o size=1g coldrx-unit "$work"
root=$work/root
mkdir "$work/upper" "$work/work" "$root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$work/upper,workdir=$work/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0' 'ttyS0 4 64' 'mem 1 1'; do
    set -- $node
    mknod -m 666 "$root/dev/$1" c "$2" "$3"
done
mknod -m 666 "$root/dev/disk" b 7 0
# the hierarchies that this machine has, each from the root that its namespace shows
mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
while read -r _ on type options; do
    name=${on#/sys/fs/cgroup}
    mkdir -p "$root/sys/fs/cgroup$name"
    mount -t "$type" -o "$options" "$type" "$root/sys/fs/cgroup$name" || true
done <<HIERARCHIES
$(awk '$3 == "cgroup" || $3 == "cgroup2" { split($4, all, ","); kept = ""; for (i in all) if (all[i] !~ /^(rw|ro|relatime|nosuid|nodev|noexec)$/) kept = kept (kept == "" ? "" : ",") all[i]; print $1, $2, $3, (kept == "" ? "rw" : kept) }' /proc/mounts)
HIERARCHIES
ip link set lo up

# nothing of this machine's own services
rm -rf "$root"/etc/systemd/system/*.wants "$root"/etc/systemd/system/*.service
: >"$root/etc/fstab"
: >"$root/etc/machine-id"
for unit in systemd-udevd.service systemd-tmpfiles-setup.service systemd-tmpfiles-clean.timer; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
done

# as the install guide says
grep -q '^coldrx:' "$root/etc/passwd" || chroot "$root" useradd --system --home-dir /var/lib/coldrx --shell /usr/sbin/nologin --groups dialout coldrx
install -d "$root/opt/coldrx" "$root/etc/coldrx" "$root/srv/truck"
tar -xzf "$release" -C "$root/opt/coldrx"
ln -sfn "$(basename "$release" .tar.gz)" "$root/opt/coldrx/current"
chroot "$root" chown -R coldrx:coldrx /opt/coldrx /srv/truck
chroot "$root" install -d -o coldrx -g coldrx -m 700 /var/lib/coldrx
cp "$root/opt/coldrx/current/coldrx-edge.service" "$root/etc/systemd/system/"
# /tmp of the unit is its own
cp "$repository/e2e/systemd/probe-sandbox.sh" "$root/srv/truck/"
chroot "$root" node "$repository/e2e/systemd/plan-truck.mjs" /srv/truck /etc/coldrx/agent.json
chroot "$root" chown -R coldrx:coldrx /srv/truck
chroot "$root" su -s /bin/sh coldrx -c '/opt/coldrx/current/bin/coldrx-edge enrol --config /etc/coldrx/agent.json' >/dev/null
install -d "$root/etc/systemd/system/coldrx-edge.service.d" "$root/etc/systemd/system/multi-user.target.wants"
# two minutes of silence are long for a check
cat >"$root/etc/systemd/system/coldrx-edge.service.d/check.conf" <<UNIT
[Unit]
Wants=coldrx-truck.service
After=coldrx-truck.service
[Service]
WatchdogSec=10
ExecStartPre=/bin/sh /srv/truck/probe-sandbox.sh
UNIT
cat >"$root/etc/systemd/system/coldrx-truck.service" <<UNIT
[Service]
User=coldrx
ExecStart=/usr/bin/env node $repository/firmware-sim/dist/main.js run --hardware /srv/truck/trucks/tk001/hardware.json
UNIT
ln -sf ../coldrx-edge.service "$root/etc/systemd/system/multi-user.target.wants/coldrx-edge.service"

cd "$root"
mkdir -p "$root/mnt/before"
pivot_root . mnt/before
umount -l /mnt/before
exec env -i container=coldrx PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=multi-user.target --show-status=no
