//! Table: the words of Matlab that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    COM Combine Execute Inf KeyValueStore Logical NET NaN Quit Remove RemoveAll Setting VideoWriter abs accumarray \
    acos acosh add addClass addFields addevent addlistener align all alpha amd ancestor and angle annotation ans any \
    append area arrayfun ascii asin asinh assert assertEqual assertThat assertTrue assignin atan atan2 atanh axes \
    axis balance bandwidth bar bar3 beep bench beta between binary bitand bitnot bitor blanks bone boundary \
    boundingbox bounds box brush bsxfun build builtin calendar camproj cancel cancelled cast cat categorical \
    categories cd ceil cell cell2mat cellfun cellstr centroid char checkout choose circshift class clc clear \
    clearCache clf clipboard clock clone close collapse colon colorbar colormap combine compass complete complex \
    compose computer cond conj contains contour contrast conv conv2 convert convexHull cool copy copyfile cos cosd \
    cosh count cov cross cumprod cumsum curl cylinder datastore date datestr datetime day days deal dec2bin deconv \
    deg2rad degree delete deleteFile demo det details diag dialog diary diff diffuse digraph dir disp display \
    distances dither dlmread doc done dos dot double drag drawnow duration echo edges edit eig empty endsWith \
    enumeration eps eq erase erf error errorbar etime eval events exist exit exp expand export eye factor factorial \
    false fclose feval fft fft2 fgets fieldnames figure fileName fill filter filter2 find findall findnode findstr \
    finish fix flag flip fliplr flipud floor flow fminsearch fopen format fplot fprintf fread fscanf fseek ftell ftp \
    full func2str functions fwrite fzero gallery gamma gather gca gcd gcf ge get getClass getData getHeader \
    getLocation getTimeStr getVersion getenv getfield getnext ginput gradient graph gray grid griddata gt guide \
    gunzip gzip hadamard handle hasdata hasnext head height help helpdesk hidden highlight hist histogram hold home \
    horzcat hot hour hours hover hsv hypot idivide ifft imag image imagesc imread imshow imwrite info initialize \
    inline input inputParser inputname insertAfter inspect int16 int2str int32 int64 int8 integral interp1 interp2 \
    intersect inv invoke isConnected isLoaded isNull isa iscell ischar isdir isdst isempty isenum isequal isfield \
    isfile isfinite isfloat isinf iskeyword ismember ismethod ismissing isnan isnumeric isobject isreal isspace \
    isstring isstruct issymmetric isvalid jet join keyboard keys kron lag laplacian lasterror layout lcm ldl le \
    legend length license light line lines linspace listener load loadlibrary log log10 log2 logical logspace lower \
    ls lt lu magic mapreduce mat2cell mat2str material max mean median memory menu mesh meshgrid metaclass mex mget \
    milliseconds min minus minute minutes missing mkdir mod mode month more move movie msgbox nargin narginchk \
    nargout nchoosek ndims ne nearest neighbors newline nextfile nnz norm normalize not notebook notify now null \
    num2cell num2str numel ode45 onFailure ones open openFile opengl or orient orth pack pad pan parse partition \
    pascal patch path pause perimeter perl pi pie pink pinv play plot plot3 plus polar poly polyder polyfit polyint \
    polyval power preferences press preview primes print prism prod profile progress psi publish pwd qr quad quarter \
    quit rand randi randn randperm rank rat rats read readall readtable real record rectangle recycle refresh regexp \
    regexprep regions rehash release reload rem remove rename repeat replace repmat rescale reset reshape resolve \
    restartable result resume rethrow reusable reverse rgb2gray rmdir rng roots rose rot90 rotate round run runtests \
    save saveas savefig scale scatter scroll sec second seconds seek send sendmail serial set setdiff setenv \
    setfield settings setup shortestpath show shuffle sign simplify sin sind single sinh size slice sort sound \
    sparse specular sphere spline split splitlines spring sprintf spy sqrt squeeze sscanf stack start startsWith \
    startup stats std stem step stop str2double str2func str2num strcat strcmp strcmpi strfind string strings strip \
    strjoin strlength strncmp strrep strsplit strtok strtrim struct structfun strvcat sub2ind subgraph subplot \
    subset subtract sum summary summer superclasses support supports surf surface svd synchronize syntax system \
    table tail tan tanh tar teardown tempdir testsuite text textwrap then throw tic time timeit timer times \
    timeseries timetable timezones title toc trace transform translate transpose trapz triangulation tril triu true \
    type typecast uicontrol uint16 uint32 uint64 uint8 union unique unix unwrap unzip upper validate values var \
    varargin varargout ver version vertcat view volume wait waitbar warning waterfall web week weekday what when \
    which who whos width winter write xlabel xlim xlsread xor xslt xticks year years ylabel ylim yyyymmdd zeros zip \
    zlabel zoom";

/// The keywords.
pub(super) const KEYWORDS: &str = "\
    arguments break case catch classdef continue else elseif end for function global if import methods otherwise \
    parfor persistent properties return spmd switch try while";
