/**
 * Every code of a {@link DofError}, with what went wrong. Codes are stable: programs may rely on them. The list in
 * docs/error-codes.md is made from this one.
 */
export const ERROR_CODES = {
  // Experiment files and plugins
  DOF_BAD_EXPERIMENT: 'An experiment file does not say what an experiment must say.',
  DOF_UNREADABLE_EXPERIMENT: 'An experiment file cannot be read, or has an unknown ending.',
  DOF_BAD_OVERRIDE: 'A change of one setting (`--set`) names no setting, or not as it must.',
  DOF_BAD_OPTIONS: 'The options of a plugin are not what it takes.',
  DOF_UNKNOWN_METHOD: 'There is no method of that name.',
  DOF_UNKNOWN_MODEL: 'There is no model of that name.',
  DOF_UNKNOWN_DATASET: 'There is no data set of that name.',
  DOF_UNKNOWN_BACKEND: 'There is no backend of that name.',
  DOF_UNKNOWN_WEIGHTS: 'Nothing reads weights from files with that ending.',
  DOF_UNKNOWN_FORMAT: 'Nothing reads networks from files of that format.',
  DOF_NOT_A_PLUGIN: 'A module registers nothing, or not what it is used as.',
  DOF_PLUGIN_BROKEN: 'A plugin was found, but does not load.',
  DOF_CONTRACT_VERSION: 'A plugin does not say which contract it was written for, or was written for another one.',
  DOF_PACKAGE_MISSING: 'An optional package that this needs is not installed.',
  DOF_FILE_UNREADABLE: 'A file that an option names cannot be read.',

  // Degrees of freedom, models, data
  DOF_BAD_DIMENSION: 'A method does not have the degrees of freedom asked for.',
  DOF_WRONG_DIMENSION: 'A method made a map with another number of coordinates than asked for.',
  DOF_TOO_FEW_DIRECTIONS: 'A preparation found fewer independent directions than asked for.',
  DOF_BAD_BATCH_SIZE: 'A batch is larger than the training set, or no whole number of at least 1.',
  DOF_TOO_LARGE: 'Something does not fit into the memory of this machine.',
  DOF_MODEL_SHAPE: 'The layers of a model do not fit each other, or the data.',
  DOF_MODEL_FILE: 'A model file cannot be read, or cannot be trained.',
  DOF_WEIGHTS_FILE: 'A file of weights cannot be read, or is damaged.',
  DOF_WEIGHTS_MISFIT: 'Weights are of another network than the one that is to start from them.',
  DOF_UNSUPPORTED_MODEL: 'A backend, or what was asked for, does not take models in this form.',
  DOF_UNSUPPORTED_LAYER: 'A backend does not do a layer of this kind.',
  DOF_UNSUPPORTED_PROJECTION: 'There is no projection of this kind, or a backend does not do it.',
  DOF_PROJECTION_SIZE: 'A projection has no rows or columns, or too many.',
  DOF_BAD_DATASET: 'The arrays of a data set are not what it says they are.',
  DOF_DATASET_LABELS: 'A label is none of the classes of its data set.',
  DOF_BAD_IMAGE_FOLDER: 'A folder of images is not laid out as one folder for every class.',
  DOF_DATA_MISSING: 'The files of a data set are not there.',
  DOF_DATA_CORRUPT: 'A file of a data set is damaged, or another file.',
  DOF_DOWNLOAD_FAILED: 'A data set could not be fetched.',
  DOF_NOTHING_TO_FETCH: 'A data set is not fetched from anywhere.',

  // Training
  DOF_BURN_IN_DIVERGED: 'A loss stopped being finite while a starting point was burnt in.',
  DOF_TRAINING_DIVERGED: 'A loss stopped being finite while a method trained the full network.',
  DOF_NO_DESIGN_STRATEGY: 'An experiment searches, but nothing chooses its runs.',
  DOF_SEARCH_NOT_SHARDED: 'A search was asked to do a part of its runs only.',
  DOF_CODE_CHANGED: 'The file of a plugin was edited while its runs were under way.',
  DOF_VERSION_MISMATCH: 'A worker has another version of a plugin than the run needs.',
  DOF_DATA_MISMATCH: 'A worker has other data than the run needs.',
  DOF_MODEL_MISMATCH: 'A worker has another model file than the run needs.',

  // Engines
  DOF_ENGINE_NAME: '`DOF_ENGINE` names no engine, or `DOF_CONVOLUTION` no kernels.',
  DOF_ENGINE_UNAVAILABLE: 'The engine asked for does not run here.',
  DOF_ENGINE_MEMORY: 'The memory of an engine does not hold what was asked for.',

  // Stores, folders and files
  DOF_NO_STORE: 'A folder holds no runs.',
  DOF_NO_COORDINATES: 'A run was stored without the coordinates that it trained.',
  DOF_NO_RESULTS: 'A folder holds no finished run of the experiment.',
  DOF_UNKNOWN_RUN: 'No run has that hash, or several begin so.',
  DOF_STORE_BUSY: 'Another process keeps the store locked.',
  DOF_STORE_CORRUPT: 'Nothing can be recovered from a store, or it is no store.',
  DOF_STORE_FULL: 'There is no space left on the disk.',
  DOF_STORE_IO: 'The disk failed.',
  DOF_STORE_NEWER_FORMAT: 'A newer version wrote the store.',
  DOF_STORE_NOT_REPLACEABLE: 'A store cannot put a new result in the place of an old one.',
  DOF_STORE_UNREADABLE: 'A store cannot be read.',
  DOF_NO_TEMPORARY_FOLDER: 'A store has to be copied to be read, and the temporary folder does not hold it.',
  DOF_OUTPUT_NOT_WRITABLE: 'A file or folder cannot be written.',
  DOF_FOREIGN_FILE: 'A file that dof did not write, or that was changed since, is in the way.',
  DOF_LINKED_FILE: 'A symbolic link is where dof would write.',
  DOF_OTHER_EXPERIMENT: 'A folder holds the results of another experiment of the same name.',
  DOF_BAD_PLAN: 'The record of an experiment in its folder is damaged.',

  // Command line
  DOF_BAD_COMBINE: 'A folder whose comparisons are to be combined is not there, or holds none.',
  DOF_BAD_MERGE: 'A folder was to be merged into itself.',
  DOF_EMPTY_VALUE: 'An argument is empty.',
  DOF_TUNING_NOT_SHARDED: '`--shard` was asked of an experiment that tries several learning rates.',
  DOF_FRESH_QUEUE: '`--fresh` was asked of a queue.',
  DOF_NOT_CONFIRMED: 'A deletion was not confirmed.',
  DOF_PORT_TAKEN: 'A port cannot be used.',

  // Tables of runs, thresholds, theory
  DOF_BAD_COLUMNS: 'A table of runs lacks a column, or has it twice.',
  DOF_BAD_ROW: 'A cell of a table of runs is not what its column holds.',
  DOF_UNREADABLE_RUNS: 'A table of runs cannot be read.',
  DOF_TRIAL_INVALID: 'A trial has no valid d, seed or value.',
  DOF_TRIAL_REPEATED: 'A run is there twice, with different values.',
  DOF_NO_LEVEL: 'Nothing was said to be reached.',
  DOF_LEVEL_INVALID: 'A level is no number, or one that cannot be meant for these runs.',
  DOF_NO_PAIRED_SEEDS: 'Two methods share no seed to be compared by.',
  DOF_ANALYSIS_SETTING_INVALID: 'A setting of an analysis is out of its range.',
  DOF_THEORY_INPUT_INVALID: 'A quantity given to the theory is out of its range.',
  DOF_BAD_SPECTRUM_FILE: 'A file of eigenvalues is not one.',

  // Queues
  DOF_REDIS_ADDRESS: 'No address of a Redis server was given, or it is none.',
  DOF_REDIS_CREDENTIALS: 'An address holds credentials that every user of the machine could see.',
  DOF_REDIS_DENIED: 'Redis does not let us in.',
  DOF_REDIS_FULL: 'Redis has no memory left.',
  DOF_REDIS_UNREACHABLE: 'No Redis answers.',
  DOF_BAD_QUEUE: 'A name of a queue holds characters that it may not.',
  DOF_BAD_JOB: 'A job in the queue is none of dof.',
  DOF_CODE_MISMATCH: 'A worker has other code or other files than the run needs, or was not told to use them.',
  DOF_RUN_LOST: 'A run was lost by one worker after the other.',
} as const satisfies Readonly<Record<`DOF_${string}`, string>>;

/** A code of a {@link DofError}. Those of plugins of other authors begin with `DOF_PLUGIN_`. */
export type ErrorCode = keyof typeof ERROR_CODES | `DOF_PLUGIN_${string}`;
