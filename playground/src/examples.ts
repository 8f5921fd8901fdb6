// The examples to choose from; bodies are those that the tests of siplint use.

import fetched from "../../tests/cases/fetched-rule-posted-back.json";
import legacy from "../../tests/cases/legacy-self-hosted-agent.json";
import spellings from "../../tests/cases/understood-spellings.json";
import headers from "../../tests/cases/outbound-with-headers.json";
import vendor from "../../tests/cases/vendor-create-example.json";
import curl from "../examples/curl.txt";
import fetchCall from "../examples/fetch.txt";
import python from "../examples/python.txt";
import yaml from "../examples/yaml.txt";

/** By name, a text. */
export const EXAMPLES: Record<string, string> = {
  "The example of VideoSDK's page": vendor,
  "The same as fetch call": fetchCall,
  "A body of the old API": legacy,
  "A fetched rule, posted back": fetched,
  "Outbound with headers (clean)": headers,
  "Many spellings": spellings,
  "A curl command": curl,
  "Python": python,
  "YAML": yaml,
};
