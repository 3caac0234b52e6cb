import { availableParallelism } from 'node:os';

/**
 * Settings of every statement, on either store, each with its reason. Memory is bounded so that a laptop can run
 * detection beside other work: large groupings and sorts spill to disk instead.
 */
export const commonSettings: Record<string, string | number> = {
  max_threads: Math.max(1, Math.min(availableParallelism(), 8)),
  max_memory_usage: 1_200_000_000,
  max_bytes_before_external_group_by: 300_000_000,
  max_bytes_before_external_sort: 300_000_000,
  // The SQL is written for one reading of each of these; a server's profile may say otherwise.
  join_use_nulls: 0,
  output_format_json_quote_64bit_integers: 0,
  date_time_input_format: 'best_effort',
  // Strict where a lax reader would guess: what these refuse, ingest looks at line by line.
  input_format_skip_unknown_fields: 0,
  input_format_column_name_matching_mode: 'match_case',
  input_format_json_ignore_unknown_keys_in_named_tuple: 0,
  input_format_json_read_numbers_as_strings: 0,
  input_format_json_read_bools_as_strings: 0,
  input_format_json_read_bools_as_numbers: 0,
  input_format_json_read_arrays_as_strings: 0,
  input_format_json_read_objects_as_strings: 1,
  input_format_json_named_tuples_as_objects: 1,
  input_format_allow_errors_num: 0,
  // A lone surrogate in a prompt is no reason to lose it.
  input_format_json_throw_on_bad_escape_sequence: 0,
};

/** Settings that only make sense for files on this machine, read by the embedded engine. */
export const embeddedSettings: Record<string, string | number> = {
  // mmap, the default, counts the whole file as this process's memory.
  storage_file_read_method: 'pread',
  max_insert_block_size: 65_536,
  min_insert_block_size_rows: 65_536,
  min_insert_block_size_bytes: 0,
};
