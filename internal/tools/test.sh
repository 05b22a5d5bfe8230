#!/usr/bin/env bash
# Runs every test: of the npm packages, then of Go with the servers around it. Goes
# on after a failure, and ends with the counts. Arguments go to go test (-race, …).
#
#   FAILED_BEFORE   what failed before in the same run, one a line, to be counted
#   NPM_TESTS=no    leaves the npm packages' own tests out
#   RACE=yes        the race detector looks on, but for OUTSIDE and what is marked !race: that runs without it
#   RACE=only       and only what it looks on at is run
#   OUTSIDE         packages of which it could say nothing, as an extended regular expression
set -uo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=internal/tools/prepare.sh
source internal/tools/prepare.sh

install_packages
install_node_packages

notes=()
while read -r what; do
  [ -n "$what" ] && notes+=(-failed "$what")
done <<<"${FAILED_BEFORE:-}"

if command -v npm >/dev/null && [ "${NPM_TESTS:-}" != no ]; then
  for dir in $(package_folders); do
    echo "== npm run check and test in $dir"
    (cd "$dir" && timeout 300 npm run check --if-present && timeout 300 npm test --if-present) || notes+=(-failed "$dir: npm run check and test")
  done
fi
for what in ${skipped[@]+"${skipped[@]}"}; do
  notes+=(-skipped "$what")
done

# Crash tests start the real program, with its fail points. They find it here, built
# without the race detector even in a race run: SQLite is six times slower under it.
if CGO_ENABLED=0 go build -tags failpoints -o bin/firstline-failpoints ./cmd/firstline; then
  export FIRSTLINE_TEST_BINARY=$PWD/bin/firstline-failpoints
else
  notes+=(-failed "go build ./cmd/firstline")
fi

mkdir -p bin
go build -o bin/ ./internal/tools/withservers ./internal/tools/testsum || exit 1

every=$(go list ./... | grep -v /node_modules/)
args=(-count=1 -timeout 30m "$@") # the browsers take a quarter of an hour on two slow cores
if [ -n "${RACE:-}" ]; then
  export CGO_ENABLED=1
  # Checks of unsafe pointers come with the detector. In the translated SQLite they take two fifths of its time and look at nothing of ours.
  runs=(-race '-gcflags=modernc.org/...=-d=checkptr=0' "${args[@]}" $(grep -Ev "$OUTSIDE" <<<"$every"))
  if [ "$RACE" = yes ]; then
    runs+=(-- "${args[@]}" $(grep -E "$OUTSIDE" <<<"$every"))
    marked=$(git ls-files '*_test.go' | xargs grep -l '^//go:build !race')
    tests=$(sed -nE 's/^func (Test[A-Z][A-Za-z]*)\(t .*/\1/p' $marked | paste -sd'|')
    runs+=(-- "${args[@]}" -run "^($tests)\$" $(grep -E "/($(xargs -n1 dirname <<<"$marked" | sort -u | paste -sd'|'))\$" <<<"$every" | grep -Ev "$OUTSIDE"))
  fi
else
  runs=("${args[@]}" $every)
fi
echo "== go test"
exec bin/withservers -- bin/testsum -again . -unsteady 3 ${notes[@]+"${notes[@]}"} -- "${runs[@]}"
