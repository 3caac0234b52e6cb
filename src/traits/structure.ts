/**
 * The columns of a canonical exchange line (src/exchange/canonical.ts) as the engine reads them. A string that is
 * null or not there is read as ''. Numbers are read as Float64, which takes 4096, 4096.0 and 4e3 alike and does
 * not wrap around; the checks of sketch.ts follow.
 */
export const exchangeStructure = `
  id String, time String, account String, org String, api_key String, channel String, model String, conversation String,
  client Tuple(ip String, asn Float64, country String, user_agent String, ja4 String),
  request Tuple(system String,
    messages Array(Tuple(role String, content String, name String, tool_call_id String, tool_calls Array(String))),
    prompt Nullable(String), max_tokens Float64, temperature Nullable(Float64), top_p Nullable(Float64),
    n Nullable(Float64), stream Bool, tools Array(String)),
  response Tuple(text String, reasoning String, stop_reason String, input_tokens Float64, output_tokens Float64)`
  .replace(/\s+/g, ' ')
  .trim();
