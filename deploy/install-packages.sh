#!/usr/bin/env bash
# Installs Debian packages, as root: deploy/install-packages.sh PACKAGE…
# A broker that arrives with them is neither started nor enabled: EdgeEcg starts a private one on a port of its own when it
# needs one, and port 1883 stays as it was. A broker that was there before is left alone.
set -euo pipefail

policy=/usr/sbin/policy-rc.d
policy_is_ours=no

allow_services_again() {
    if [[ $policy_is_ours == yes ]]; then
        rm -f "$policy"
    fi
}

# Debian's own switch for "do not start services now"; containers usually have one already.
hold_services_back() {
    if [[ ! -e $policy ]]; then
        policy_is_ours=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
}

broker_was_there=no
if [[ -x /usr/sbin/mosquitto ]]; then
    broker_was_there=yes
fi

trap allow_services_again EXIT
hold_services_back
export DEBIAN_FRONTEND=noninteractive
apt-get -q -o DPkg::Lock::Timeout=120 update || echo "the package lists could not be renewed; trying those that are here" >&2
apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"

if [[ $broker_was_there == no && -x /usr/sbin/mosquitto ]] && command -v update-rc.d >/dev/null; then
    update-rc.d mosquitto disable >/dev/null
fi
