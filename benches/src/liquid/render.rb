# Renders posts.liquid with Ruby's Liquid: the posts come as JSON on standard input, the output goes to standard output
# and the seconds of the fastest run to standard error. Arguments: the folder of the templates, the number of runs.
require "json"
require "liquid"
require "time"

abort "Liquid is #{Liquid::VERSION}, not 4.0.4" unless Liquid::VERSION == "4.0.4"

folder, runs = ARGV
site = JSON.parse($stdin.read)
time = ->(seconds) { Time.at(seconds).utc }
site["time"] = time.(site["time"])
site["posts"].each { |post| %w[date updated].each { |key| post[key] = time.(post[key]) } }

files = Object.new
files.define_singleton_method(:read_template_file) { |name| File.read(File.join(folder, "#{name}.liquid")) }
source = File.read(File.join(folder, "posts.liquid"))
template = Liquid::Template.parse(source, error_mode: :warn, line_numbers: true)
template.registers[:file_system] = files

best = nil
output = nil
Integer(runs).times do
  began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  output = template.render!({ "site" => site })
  took = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - began
  best = took if best.nil? || took < best
end
$stdout.binmode.write(output)
$stderr.puts best
