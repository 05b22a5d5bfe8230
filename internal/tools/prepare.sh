# Sourced by test.sh, the Makefile's recipes and .ci/run: installs what the tests
# need and notes what it could not. It never fails by itself; who sources it decides.
#
#   skipped   array of what will not run, with the reason

skipped=()

# What is needed, as "how to see it is there|Debian package".
needs=(
  "command -v redis-server|redis-server"
  "ls /usr/lib/postgresql/*/bin/initdb|postgresql"
  "command -v chromium|chromium"
  "dpkg -s fonts-noto-cjk|fonts-noto-cjk"
  "command -v gcc|gcc"                      # the race detector links with it
  "ls /usr/include/stdlib.h|libc6-dev"
  "command -v git|git"
)

# What makes the tests quicker where a package has it: Chromium without windows of its own.
quicker=(
  "command -v chromium-headless-shell|chromium-headless-shell"
)

missing_packages() { # missing_packages NEED…
  local need
  for need in "$@"; do
    bash -c "${need%|*}" >/dev/null 2>&1 || echo "${need#*|}"
  done
}

# install_packages installs what is missing when it may, and says what to do when not.
install_packages() {
  local missing wanted
  mapfile -t missing < <(missing_packages "${needs[@]}")
  mapfile -t wanted < <(missing_packages "${quicker[@]}")
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    if [ ${#missing[@]} -gt 0 ]; then
      # A fresh machine has no package lists, or old ones.
      apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        echo "prepare: apt-get could not install ${missing[*]}" >&2
    fi
    [ ${#wanted[@]} -eq 0 ] || apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null 2>&1 ||
      echo "prepare: no ${wanted[*]} here: the tests take longer" >&2
  fi
  mapfile -t missing < <(missing_packages "${needs[@]}")
  [ ${#missing[@]} -eq 0 ] || echo "prepare: not on this machine: ${missing[*]} (apt-get install ${missing[*]})" >&2
}

# package_folders lists the folders with npm packages of their own.
package_folders() {
  git ls-files -co --exclude-standard -- '*package-lock.json' | xargs -r -n1 dirname
}

# install_node_packages runs npm ci where nothing is installed or the lock file is
# newer than what is.
install_node_packages() {
  local dir
  for dir in $(package_folders); do
    if ! command -v npm >/dev/null; then
      skipped+=("$dir: npm is not on this machine: install Node 20 or later")
    elif [ "$dir/package-lock.json" -nt "$dir/node_modules/.package-lock.json" ]; then
      echo "== npm ci in $dir"
      (cd "$dir" && npm ci --no-audit --no-fund --loglevel=error) || skipped+=("$dir: npm ci failed")
    fi
  done
}
