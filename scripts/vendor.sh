#!/bin/sh
# Makes the scripts of others that the report carries, in src/clusternet/report/static/vendor.
#
#   sh scripts/vendor.sh
#
# Only for changing a version: the results are committed, and nothing else needs node or npm. Versions stand here and in
# the README beside the results.
set -eu
cd "$(dirname "$0")/.."
target=$PWD/src/clusternet/report/static/vendor

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts \
    sigma@3.0.3 graphology@0.26.0 events@3.3.0 graphology-utils@2.5.2 \
    plotly.js-cartesian-dist-min@4.1.1 esbuild@0.28.2

cat >entry.js <<'JS'
export { default as Sigma } from "sigma";
export { NodeProgram } from "sigma/rendering";
export { floatColor } from "sigma/utils";
export { UndirectedGraph } from "graphology";
JS
node_modules/.bin/esbuild entry.js --bundle --minify --format=iife --global-name=sigma --target=es2020 \
    --charset=utf8 --legal-comments=none --define:process.env.NODE_ENV='"production"' \
    --log-level=warning --outfile="$target/sigma.min.js"
for name in sigma graphology graphology-utils events; do
    cp node_modules/"$name"/LICENSE* "$target/$name-LICENSE.txt"
done
cp node_modules/plotly.js-cartesian-dist-min/plotly-cartesian.min.js "$target/"
cp node_modules/plotly.js-cartesian-dist-min/LICENSE "$target/plotly-cartesian-LICENSE.txt"
