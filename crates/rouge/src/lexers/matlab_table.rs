//! Table: the words of Matlab that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    COM Combine Execute GetCharArray GetFullMatrix GetVariable GetWorkspaceData GraphPlot Inf KeyValueDatastore \
    KeyValueStore LineSpec Logical MException MaximizeCommandWindow MinimizeCommandWindow NET NaN NaT PutCharArray \
    PutFullMatrix PutWorkspaceData Quit RandStream Remove RemoveAll Setting TallDatastore ValueIterator VideoReader \
    VideoWriter abs accumarray acos acosd acosh acot acotd acoth acsc acscd acsch actxserver add addCause addClass \
    addFields addLabel addOptional addParamValue addParameter addRequired addToolbarExplorationButtons addboundary \
    addcats addedge addevent addlistener addmulti addnode addpath addpoints addpref addprop addproperty addsample \
    addsampletocollection addtodate addts airy align all allchild alpha alphaShape alphaSpectrum alphaTriangulation \
    amd analyzeCodeCompatibility ancestor and angle animatedline annotation ans any appdesigner append area \
    array2table array2timetable arrayfun ascii asec asecd asech asin asind asinh assert assertAccessed assertEqual \
    assertThat assertTrue assignin atan atan2 atan2d atand atanh audiodevinfo audioinfo audioplayer audioread \
    audiorecorder audiowrite autumn aviinfo axes axis axtoolbar balance bandwidth bar bar3 bar3h barh \
    barycentricToCartesian base2dec batchStartupOptionUsed bctree beep bench besselh besseli besselj besselk bessely \
    beta betainc betaincinv betaln between bfsearch bicg bicgstab bicgstabl biconncomp bin2dec binary binscatter \
    bitand bitcmp bitget bitnot bitor bitset bitshift bitxor blanks blkdiag bone boundary boundaryFacets \
    boundaryshape boundingbox bounds box brighten brush bsxfun build builddocsearchdb builtin bvp4c bvp5c bvpget \
    bvpinit bvpset bvpxtend caldays caldiff calendar calendarDuration calllib calmonths calquarters calweeks \
    calyears camdolly cameratoolbar camlight camlookat camorbit campan campos camproj camroll camtarget camup camva \
    camzoom cancel cancelled cart2pol cart2sph cartesianToBarycentric cast cat categorical categories caxis cd \
    cdf2rdf cdfepoch cdfinfo cdflib cdfread cdfwrite ceil cell cell2mat cell2struct cell2table celldisp cellfun \
    cellplot cellstr centrality centroid cgs char checkcode checkin checkout chol cholupdate choose circshift \
    circumcenter cla clabel class classUnderlying clc clear clearAllMemoizedCaches clearCache clearPersonalValue \
    clearTemporaryValue clearpoints clearvars clf clipboard clock clone close closeFile closereq cmpermute cmunique \
    codeCompatibilityReport colamd collapse colon colorbar colorcube colordef colormap colperm combine comet comet3 \
    compan compass complete complex compose computer cond condeig condest coneplot conj conncomp contains contour \
    contour3 contourc contourf contourslice contrast conv conv2 convert convertCharsToStrings \
    convertContainedStringsToChars convertLike convertStringsToChars convertvars convexHull convhull convhulln convn \
    cool copper copy copyfile copyobj corrcoef cos cosd cosh cospi cot cotd coth count countEachLabel countcats cov \
    cplxpair cputime createCategory createClassFromWsdl createFile createLabel createSharedTestFixture \
    createSoapMessage cross csc cscd csch csvread csvwrite ctranspose cummax cummin cumprod cumsum cumtrapz curl \
    currentProject customverctrl cylinder daqread daspect dataTipInteraction dataTipTextRow datacursormode datastore \
    date datenum dateshift datestr datetick datetime datevec day days dbclear dbcont dbdown dblquad dbmex dbquit \
    dbstack dbstatus dbstep dbstop dbtype dbup dde23 ddeget ddensd ddesd ddeset deal deblank dec2base dec2bin \
    dec2hex decic decomposition deconv defineArgument deg2rad degree del2 delaunay delaunayTriangulation delaunayn \
    delegateTo delete deleteFile deleteRecord deleteproperty delevent delimitedTextImportOptions delsample \
    delsamplefromcollection demo det details detectImportOptions detrend deval dfsearch diag dialog diary diff \
    diffuse digraph dir disableDefaultInteractivity discretize disp display dissect distances dither divergence \
    dlmread dlmwrite dmperm doc docsearch done dos dot double drag dragrect drawnow dsearchn duration dynamicprops \
    echo echodemo edgeAttachments edgecount edges edit eig eigs ellipj ellipke ellipsoid empty \
    enableDefaultInteractivity enableNETfromNetworkDrive enableservice endsWith enumeration eomday eps eq \
    equilibrate erase eraseBetween erf erfc erfcinv erfcx erfinv error errorbar errordlg etime etree etreeplot eval \
    evalc evalin eventlisteners events exceltime exist exit exp expand expint expm expm1 export export2wsdlg \
    exportsetupdlg extractAfter extractBefore extractBetween eye ezcontour ezcontourf ezmesh ezmeshc ezplot ezplot3 \
    ezpolar ezsurf ezsurfc faceNormal factor factorial false fclose fcontour feather featureEdges feof ferror feval \
    fewerbins fft fft2 fftn fftshift fftw fgetl fgets fieldnames figure figurepalette fileDatastore fileMode \
    fileName fileattrib fileparts fileread filesep fill fill3 fillmissing filter filter2 fimplicit fimplicit3 find \
    findCategory findEvent findFile findLabel findall findfigs findgroups findnode findobj findprop findstr finish \
    fitsdisp fitsinfo fitsread fitswrite fix fixedWidthImportOptions flag flintmax flip flipdim flipedge fliplr \
    flipud floor flow fmesh fminbnd fminsearch fopen format fplot fplot3 fprintf frame2im fread freeBoundary \
    freqspace frewind fscanf fseek fsurf ftell ftp full fullfile func2str functions funm fwrite fzero gallery gamma \
    gammainc gammaincinv gammaln gather gca gcbf gcbo gcd gcf gcmr gco ge genpath genvarname geoaxes geobasemap \
    geobubble geodensityplot geolimits geoplot geoscatter geotickformat get getClass getData getFileFormats \
    getFooter getHeader getLocation getMockHistory getParameter getProfiles getPropertyGroups getReport \
    getSharedTestFixtures getTimeStr getVersion getabstime getappdata getaudiodata getdatasamples getdatasamplesize \
    getdisp getenv getfield getframe getinterpmethod getnext getpixelposition getpoints getpref getqualitydesc \
    getsampleusingtime gettimeseriesnames gettsafteratevent gettsafterevent gettsatevent gettsbeforeatevent \
    gettsbeforeevent gettsbetweenevents getvaropts ginput gmres gobjects gplot grabcode gradient graph gray graymon \
    grid griddata griddatan griddedInterpolant groot groupcounts groupsummary grouptransform gsvd gt gtext guidata \
    guide guihandles gunzip gzip h5create h5disp h5info h5read h5readatt h5write h5writeatt hadamard handle hankel \
    hasFactoryValue hasFrame hasPersonalValue hasTemporaryValue hasdata hasfile hasnext hdf5info hdf5read hdf5write \
    hdfan hdfdf24 hdfdfr8 hdfh hdfhd hdfhe hdfhx hdfinfo hdfml hdfpt hdfread hdftool hdfv hdfvf hdfvh hdfvs head \
    heatmap height help helpbrowser helpdesk helpdlg helpwin hess hex2dec hex2num hgexport hggroup hgload hgsave \
    hgtransform hidden highlight hilb hist histc histcounts histcounts2 histogram histogram2 hms hold holes home \
    horzcat hot hour hours hover hsv hsv2rgb hypot ichol idivide ifft ifft2 ifftn ifftshift ilu im2double im2frame \
    im2java imag image imageDatastore imagesc imapprox imfinfo imformats imgCompress importdata imread imresize \
    imshow imtile imwrite inOutStatus incenter incidence ind2rgb ind2sub indegree inedges info infoImpl initialize \
    inline inmem inner2outer innerjoin inpolygon input inputParser inputdlg inputname insertATbl insertAfter \
    insertBefore inspect instrcallback instrfind instrfindall int16 int2str int32 int64 int8 integral integral2 \
    integral3 interp1 interp2 interp3 interpft interpn interpstreamspeed intersect intmax intmin inv invhilb invoke \
    ipermute iqr isConnected isDone isDoneImpl isInactivePropertyImpl isInterior isKey isLoaded isLocked isNull \
    isStringScalar isa isaUnderlying isappdata isbanded isbetween iscalendarduration iscategorical iscategory iscell \
    iscellstr ischange ischar iscolumn iscom isdag isdatetime isdiag isdir isdst isduration isempty isenum isequal \
    isequaln isequalwithequalnans isevent isfield isfile isfinite isfloat isfolder isfullfile isgraphics ishandle \
    ishermitian ishghandle ishold ishole isinf isinteger isinterface isinterior isisomorphic isjava iskeyword \
    isletter islocalmax islocalmin islogical ismac ismatrix ismember ismembertol ismethod ismissing ismultigraph \
    isnan isnat isnumeric isobject isocaps isocolors isomorphism isonormals isordinal isosurface isoutlier ispc \
    isplaying ispref isprime isprop isprotected isreal isrecording isregular isrow isscalar issimplified issorted \
    issortedrows isspace issparse isstr isstring isstrprop isstruct isstudent issymmetric istable istall istimetable \
    istril istriu isundefined isunix isvalid isvarname isvector isweekend javaArray javaMethod javaMethodEDT \
    javaObject javaObjectEDT javaaddpath javachk javaclasspath javarmpath jet join jsondecode jsonencode juliandate \
    keepMeasuring keyboard keys kron labeledge labelnode lag laplacian lasterror lastwarn layout lcm ldl le legend \
    legendre length libfunctions libfunctionsview libisloaded libpointer libstruct license light lightangle lighting \
    lin2mu line lines linkaxes linkdata linkprop linsolve linspace listModifiedFiles listRequiredFiles listdlg \
    listener listfonts load loadlibrary loadobj localfunctions log log10 log1p log2 logical loglog logm logspace \
    lookfor lower ls lscov lsqnonneg lsqr lt lu magic makehgtform mapreduce mat2cell mat2str material matfile matlab \
    matlabrc matlabroot max maxflow maxk mean median memmapfile memoize memory menu mergecats mergevars mesh meshc \
    meshgrid meshz metaclass methodsview mex mexext mexhost mfilename mget milliseconds min mink minres minspantree \
    minus minute minutes mislocked missing mkdir mkpp mldivide mlint mlintrpt mlock mmfileinfo mod mode month more \
    morebins movAbsHDU move movefile movegui movevars movie movmad movmax movmean movmedian movmin movprod movstd \
    movsum movvar mpower mput mrdivide msgbox mtimes mu2lin multibandread multibandwrite munlock mustBeFinite \
    mustBeGreaterThan mustBeInteger mustBeMember mustBeNonempty mustBeNumeric mustBePositive namelengthmax nargin \
    narginchk nargout nargoutchk native2unicode nccreate ncdisp nchoosek ncinfo ncread ncreadatt ncwrite ncwriteatt \
    ncwriteschema ndgrid ndims ne nearest nearestNeighbor nearestvertex neighbors newline newplot nextfile nextpow2 \
    nnz nonzeros norm normalize normest not notebook notify now nsidedpoly nthroot null num2cell num2hex num2ruler \
    num2str numArgumentsFromSubscript numRegions numboundaries numedges numel numnodes numsides nzmax ode113 ode15i \
    ode15s ode23 ode23s ode23t ode23tb ode45 odeget odeset odextend onCleanup onFailure ones open openDiskFile \
    openFile openProject openfig opengl openvar optimget optimset or ordeig orderfields ordqz ordschur orient orth \
    outdegree outedges outerjoin outputImpl overlaps pack pad padecoef pan panInteraction parallelplot pareto \
    parquetDatastore parquetinfo parquetread parquetwrite parse parseSoapResponse partition parula pascal patch path \
    path2rc pathsep pathtool pause pbaspect pcg pchip pcode pcolor pdepe pdeval peaks perimeter perl perms permute \
    pi pie pie3 pink pinv planerot play playblocking plot plot3 plotbrowser plotedit plotmatrix plottools plotyy \
    plus pointLocation pol2cart polar polaraxes polarhistogram polarplot polarscatter poly polyarea polybuffer \
    polyder polyeig polyfit polyint polyshape polyval polyvalm posixtime pow2 power ppval preferences \
    preferredBufferSize press preview primes print printdlg printopt printpreview prism \
    processInputSpecificationChangeImpl processTunedPropertiesImpl prod profile profsave progress propedit \
    propertyeditor psi publish pwd pyargs qmr qr qrdelete qrinsert qrupdate quad quad2d quadgk quadl quadv quarter \
    questdlg quit quiver quiver3 qz rad2deg rand randi randn randperm rank rat rats rbbox rcond read readATblHdr \
    readCard readFrame readall readasync readcell readimage readmatrix readtable readtimetable readvars real reallog \
    realmax realmin realpow realsqrt record recordblocking rectangle rectint recycle reducepatch reducevolume \
    refresh refreshSourceControl refreshdata regexp regexpi regexprep regexptranslate regions registerevent \
    regmatlabserver rehash relationaloperators release releaseImpl reload rem remove removeCategory removeFile \
    removeLabel removePath removeReference removecats removets removevars rename renamecats rendererinfo reordercats \
    reordernodes repeat repelem replace replaceBetween repmat resample rescale reset resetImpl reshape residue \
    resolve restartable restoredefaultpath result resume rethrow retime reusable reverse rgb2gray rgb2hsv rgb2ind \
    rgbplot ribbon rlim rmappdata rmboundary rmdir rmedge rmfield rmholes rmmissing rmnode rmoutliers rmpath rmpref \
    rmprop rmslivers rng roots rose rosser rot90 rotate rotate3d round rowfun rref rsf2csf rtickangle rtickformat \
    rticklabels rticks ruler2num rulerPanInteraction run runInParallel runTest runTestClass runTestMethod \
    runTestSuite runperf runtests sampleSummary samplefun satisfiedBy save saveObjectImpl saveas savefig saveobj \
    savepath scale scatter scatter3 scatteredInterpolant scatterhistogram schur scroll sec secd sech second seconds \
    seek selectFailed selectIf selectmoveresize semilogx semilogy send sendmail serial serialbreak seriallist set \
    setBscale setTscale setabstime setappdata setcats setdiff setdisp setenv setfield setinterpmethod \
    setpixelposition setpref settimeseriesnames settings setuniformtime setup setupImpl setvaropts setvartype setxor \
    sgtitle shading sheetnames shg shiftdim shortestpath shortestpathtree show showplottool shrinkfaces shuffle sign \
    simplify sin sind single sinh sinpi size slice smooth3 smoothdata snapnow sort sortByFixtures sortboundaries \
    sortregions sortrows sortx sorty sound soundsc spalloc sparse spaugment spconvert spdiags specular speye spfun \
    sph2cart sphere spinmap spline split splitEachLabel splitapply splitlines splitvars spones spparms sprand \
    sprandn sprandsym sprank spreadsheetDatastore spreadsheetImportOptions spring sprintf spy sqrt sqrtm squeeze \
    ss2tf sscanf stack stackedplot stairs standardizeMissing start startat startsWith startup stats std stem stem3 \
    step stepImpl stlread stlwrite stop stopasync str2double str2func str2mat str2num strcat strcmp strcmpi stream2 \
    stream3 streamline streamparticles streamribbon streamslice streamtube strfind string strings strip strjoin \
    strjust strlength strmatch strncmp strncmpi strread strrep strsplit strtok strtrim struct struct2cell \
    struct2table structfun strvcat sub2ind subgraph subplot subsasgn subset subsindex subspace subsref substruct \
    subtract subvolume successors sum summary summer superclasses support supportPackageInstaller supports \
    supportsMultipleInstanceImpl surf surf2patch surface surfaceArea surfc surfl surfnorm svd svds swapbytes \
    sylvester symamd symbfact symmlq symrcm symvar synchronize syntax system table table2array table2cell \
    table2struct tabularTextDatastore tail tall tallrng tan tand tanh tar tcpclient teardown tempdir tempname \
    testsuite tetramesh texlabel text textread textscan textwrap tfqmr then thetalim thetatickformat thetaticklabels \
    thetaticks thingSpeakRead throw throwAsCaller tic time timeit timeofday timer timerange timerfind timerfindall \
    times timeseries timetable timetable2table timezones title toc todatenum toeplitz toolboxdir topkrows toposort \
    trace transclosure transform translate transpose transreduction trapz treelayout treeplot triangulation tril \
    trimesh triplequad triplot trisurf triu true tscollection tsearchn turningdist type typecast tzoffset uialert \
    uiaxes uibutton uibuttongroup uicheckbox uiconfirm uicontextmenu uicontrol uidatepicker uidropdown uieditfield \
    uifigure uigauge uigetdir uigetfile uigetpref uigridlayout uiimage uiimport uiknob uilabel uilamp uilistbox \
    uimenu uint16 uint32 uint64 uint8 uiopen uipanel uiprogressdlg uipushtool uiputfile uiradiobutton uiresume \
    uisave uisetcolor uisetfont uisetpref uislider uispinner uistack uiswitch uitab uitabgroup uitable uitextarea \
    uitogglebutton uitoggletool uitoolbar uitree uitreenode uiwait uminus underlyingValue unicode2native union \
    unique uniquetol unix unloadlibrary unmesh unmkpp unregisterallevents unregisterevent unstack untar unwrap unzip \
    updateDependencies uplus upper urlread urlwrite usejava userpath validate validateFunctionSignaturesJSON \
    validateInputsImpl validatePropertiesImpl validateattributes validatestring values vander var varargin varargout \
    varfun vartype vecnorm vectorize ver verLessThan verctrl verifyAccessed version vertcat vertexAttachments \
    vertexNormal view viewmtx visdiff volume volumebounds voronoi voronoiDiagram voronoin wait waitbar waitfor \
    waitforbuttonpress warndlg warning waterfall web weboptions webread websave webwrite week weekday what whatsnew \
    when which whitebg who whos width wilkinson winopen winqueryreg winter withAnyInputs withExactInputs withNargout \
    withtol wordcloud write writeChecksum writeCol writeComment writeDate writeImg writeKey writeKeyUnit writeVideo \
    writecell writematrix writetable writetimetable xcorr xcov xlabel xlim xline xlsfinfo xlsread xlswrite xmlread \
    xmlwrite xor xslt xtickangle xtickformat xticklabels xticks year years ylabel ylim yline ymd ytickangle \
    ytickformat yticklabels yticks yyaxis yyyymmdd zeros zip zlabel zlim zoom zoomInteraction ztickangle ztickformat \
    zticklabels zticks";

/// The keywords.
pub(super) const KEYWORDS: &str = "\
    arguments break case catch classdef continue else elseif end for function global if import methods otherwise \
    parfor persistent properties return spmd switch try while";
