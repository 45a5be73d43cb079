# SPDX-License-Identifier: MIT
# What tools/demo and tools/test share: packages, steps with their time, configuring and building a preset.
# To be sourced.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${WEFT_JOBS:-$(nproc)}
export CCACHE_SLOPPINESS=pch_defines,time_macros  # else it takes no file that has a precompiled header
export NINJA_STATUS='[%f/%t, %es] '

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  shift
  (($# == 0)) || printf '  %s\n' "$@" >&2
  exit 1
}

# step <title> <command>...: says what is done, does it, says how long it took.
step() {
  local title=$1 began=$SECONDS status=0
  shift
  printf '\n==> %s\n' "$title"
  "$@" || status=$?
  printf '    %s: %d s\n' "$( ((status == 0)) && echo done || echo failed)" $((SECONDS - began))
  return "$status"
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    printf 'not root, and there is no sudo: %s\n' "$*" >&2
    return 1
  fi
}

missing_packages() {
  local package
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true) == installed ]] || echo "$package"
  done
}

# install_packages <package>...: installs the missing ones. Where all are there, neither root nor a network is needed.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    printf '    not a Debian system: taking it that these are installed: %s\n' "$*"
    return 0
  fi
  local missing
  read -r -d '' -a missing <<<"$(missing_packages "$@")" || true
  if ((${#missing[@]} == 0)); then
    printf '    all %d are installed\n' $#
    return 0
  fi
  printf '    installing %s\n' "${missing[*]}"
  as_root apt-get update -qq || return
  # Servers among them are for tools/databases to start: RUNLEVEL=1 keeps their packages from starting any.
  as_root env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" || return
}

# configure <preset> [<argument>...]
configure() {
  (cd "$root" && cmake --preset "$@")
}

# build <preset> [<target>...]
build() {
  local preset=$1
  shift
  cmake --build "$root/build/$preset" --parallel "$jobs" ${1:+--target "$@"}
}
