#!/bin/sh
# A batch by GNU parallel, over the machines of a list (--sshloginfile) that share a folder, or as processes of one:
#   SHARDS=8 deploy/parallel.sh plan.json documents
#   SHARDS=40 PARALLEL="--sshloginfile machines --workdir ." deploy/parallel.sh plan.json documents
set -eu

# A machine runs as many shards at a time as it has cores, one thread each.
seq 0 "$((${SHARDS:-4} - 1))" |
    parallel --halt never huibao batch "$1" --out "$2" --jobs 1 --quiet --shard "{}/${SHARDS:-4}"
