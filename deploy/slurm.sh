#!/bin/sh
# A batch as a Slurm array: task i does shard i of SHARDS. Submit it from the folder of the plan:
#   sbatch deploy/slurm.sh
# Tasks that were killed: submit their numbers again (sbatch --array=3,17 deploy/slurm.sh); they go on where they were.
#SBATCH --job-name=huibao
#SBATCH --array=0-99
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --signal=TERM@60
set -eu

# As many as the array has, also when only some of them are submitted again.
SHARDS=${SHARDS:-100}

exec srun huibao batch "${PLAN:-plan.json}" --out "${OUT:-documents}" --jobs "${SLURM_CPUS_PER_TASK:-2}" --quiet \
    --shard "$SLURM_ARRAY_TASK_ID/$SHARDS"
