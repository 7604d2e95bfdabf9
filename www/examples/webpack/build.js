/** `webpack --config webpack.config.js` without webpack-cli. */

import webpack from "webpack";
import config from "./webpack.config.js";

webpack(config, (error, stats) => {
  if (error || stats.hasErrors()) {
    process.stderr.write(`${error ?? stats.toString("errors-warnings")}\n`);
    process.exitCode = 1;
  }
});
