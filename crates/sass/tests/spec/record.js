// Compiles what standard input asks for with npm's sass and prints a line of JSON for each job.
// usage: node record.js FOLDER_OF_SASS < jobs.json, jobs being [{"file", "style", "loadPaths"}]
const sass = require(process.argv[2]);
const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const logger = { warn() {}, debug() {} };
for (const job of jobs) {
  let line;
  try {
    const result = sass.compile(job.file, {
      style: job.style,
      loadPaths: job.loadPaths,
      sourceMap: true,
      sourceMapIncludeSources: true,
      logger,
    });
    const map = result.sourceMap;
    line = { css: result.css, mappings: map.mappings, sources: map.sources, contents: map.sourcesContent };
  } catch (error) {
    line = { error: error.sassMessage || error.message };
  }
  process.stdout.write(JSON.stringify(line) + '\n');
}
