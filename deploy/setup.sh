# shellcheck shell=bash
# What ./edgeecg, ./edgeecg-train and ./test share: install what is missing, build once, say little. Sourced, with $root set.
# Exit code 3 is the contract's "environment": something that this script may not or cannot put in place.

environment_error=3
: "${root:?the folder of the repository}"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=0

# Where is built, and with what; use_packages changes both.
output="$root/artifacts"
build_options=()

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit "$environment_error"
}

has_command() { command -v "$1" >/dev/null 2>&1 || [[ -x /usr/sbin/$1 ]]; }

has_library() {
    compgen -G "/usr/lib/*-linux-gnu*/$1" >/dev/null || compgen -G "/usr/local/lib/$1" >/dev/null \
        || { has_command ldconfig && PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -qF "$1"; }
}

# Prints the packages of those named that are not there.
missing_packages() {
    local package
    for package in "$@"; do
        case $package in
            libmosquitto1) has_library libmosquitto.so.1 || echo "$package" ;;
            nodejs) has_command node || echo "$package" ;;
            postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo "$package" ;;
            *) has_command "$package" || echo "$package" ;;
        esac
    done
}

# require_packages PACKAGE…: installs the missing ones, or prints the one command that does.
require_packages() {
    local -a missing as_root=()
    mapfile -t missing < <(missing_packages "$@")
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi

    local install="$root/deploy/install-packages.sh"
    local by_hand="sudo ${install@Q} ${missing[*]}"
    has_command sudo || by_hand="su -c \"${install@Q} ${missing[*]}\""
    if [[ $EUID -ne 0 ]]; then
        as_root=(sudo -n)
        if ! sudo -n true 2>/dev/null; then
            say "missing: ${missing[*]}. Type this once, then try again:"
            stop "  $by_hand"
        fi
    fi

    has_command apt-get || stop "missing: ${missing[*]}; this is no Debian or Ubuntu, so please install them by hand."
    say "installing ${missing[*]} …"
    local log
    log=$(mktemp)
    if ! "${as_root[@]}" "$install" "${missing[@]}" >"$log" 2>&1 </dev/null; then
        tail -n 5 "$log" >&2
        stop "installing ${missing[*]} failed; the whole output is in $log. By hand: $by_hand"
    fi
    rm -f "$log"
}

# The .NET SDK is the one thing that must be there; its version is the business of global.json.
require_dotnet() {
    local folder
    for folder in "${DOTNET_ROOT-}" /usr/share/dotnet /usr/lib/dotnet "${HOME-}/.dotnet"; do
        has_command dotnet && break
        [[ -n $folder && -x $folder/dotnet ]] && PATH=$PATH:$folder
    done
    has_command dotnet || stop "EdgeEcg needs the .NET 10 SDK, and there is no 'dotnet' here: see https://dot.net/download"
}

require_dotnet_sdk() {
    require_dotnet
    (cd "$root" && dotnet --version >/dev/null 2>&1) || stop "EdgeEcg needs the .NET 10 SDK; found" \
        "$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd, - | sed 's/^$/none/'): see https://dot.net/download"
}

# use_packages SOURCE: builds with the named NuGet packages (docs/packages.md), in a folder of its own, so that the default build
# stays as it is. SOURCE is nuget, for the feeds that NuGet is set up for, or the folder or address of one more.
use_packages() {
    [[ -n ${1-} ]] || { say "--packages needs a source: nuget, or the folder or address of a package feed"; exit 2; }
    output="$root/artifacts/nuget"
    build_options=(-p:EdgeEcgPackages=NuGet)
    if [[ -d $1 ]]; then
        build_options+=("-p:RestoreAdditionalProjectSources=$(readlink -f "$1")")
    elif [[ $1 == http*://* ]]; then
        build_options+=("-p:RestoreAdditionalProjectSources=$1")
    elif [[ $1 != nuget ]]; then
        say "--packages $1: this is neither 'nuget' nor a folder nor an address"
        exit 2
    fi
}

integrities() { grep -o '"integrity": "[^"]*"' "$1" 2>/dev/null | sort; }

# The native parts come from npm. What is installed is compared with the lock by content, not by date.
require_node_modules() {
    if [[ $(integrities "$root/node_modules/.package-lock.json") == "$(integrities "$root/package-lock.json")" ]]; then
        return
    fi

    require_packages nodejs npm
    say "fetching the ONNX Runtime packages (about 250 MB, once) …"
    local log="$output/npm.log"
    if ! (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund >"$log" 2>&1 </dev/null); then
        { grep -v '^npm warn' "$log" || true; } | tail -n 5 >&2
        stop "npm ci failed; the whole output is in $log"
    fi
}

# is_fresh STAMP PATH…: nothing under the paths changed since the stamp. A deleted file changes its folder, so folders count.
is_fresh() {
    local stamp=$1
    shift
    [[ -e $stamp && -z $(cd "$root" && find "$@" -newer "$stamp" -print -quit 2>&1) ]]
}

# build NAME PROJECT PATH…: builds the project in Release when something under the paths is newer than its last good build.
# Two calls at once: the second waits and finds the work done.
build() {
    local name=$1 project=$2
    shift 2
    local stamp="$output/built/$name"
    local -a sources=(Directory.Build.props Directory.Packages.props global.json package-lock.json BannedSymbols.txt .editorconfig adapters "$@")
    if is_fresh "$stamp" "${sources[@]}"; then
        return
    fi

    require_dotnet_sdk
    mkdir -p "$output/built" 2>/dev/null || stop "cannot write to $output, where EdgeEcg is built"
    exec {lock}>"$output/built/lock"
    flock "$lock"
    if ! is_fresh "$stamp" "${sources[@]}"; then
        require_node_modules
        run_build "$name" "$project" "$stamp"
    fi
    exec {lock}>&-
}

# No build server outlives the build, and none inherits our lock or a pipe that somebody waits on.
run_build() {
    local name=$1 project=$2 stamp=$3
    local log="$output/built/$name.log"
    if [[ -e $stamp ]]; then
        say "building EdgeEcg …"
    else
        say "building EdgeEcg (first time, about a minute) …"
    fi

    touch "$stamp.begun"
    if ! (cd "$root" && dotnet build "$project" -c Release -v quiet --nodeReuse:false -p:UseSharedCompilation=false "${build_options[@]}" \
        >"$log" 2>&1 </dev/null {lock}>&-); then
        if grep -qE '(error|warning) [A-Z]+[0-9]+' "$log"; then
            grep -E '(error|warning) [A-Z]+[0-9]+' "$log" | sed "s#$root/##g" | sort -u | sed -n 1,20p >&2
        else
            tail -n 10 "$log" >&2
        fi
        stop "the build failed; the whole output is in $log"
    fi
    # The solution holds both applications.
    if [[ $name == solution ]]; then
        cp -p "$stamp.begun" "$output/built/edgeecg"
        cp -p "$stamp.begun" "$output/built/edgeecg-train"
    fi
    mv "$stamp.begun" "$stamp"
}
