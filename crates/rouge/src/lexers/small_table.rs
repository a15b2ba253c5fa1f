//! Table: the words of smaller languages, separated by white space; in lower case where case does not count.

/// F#.
pub(super) const FSHARP_KEYWORDS: &str = "\
    abstract and as assert atomic base begin break checked class component const constraint constructor continue \
    default delegate do done downcast downto elif else end event exception extern external finally fixed for fun \
    function functor global if in include inherit inline interface internal lazy let match member method mixin \
    module mutable namespace new not null object of open or override parallel private process protected public pure \
    rec return sealed select sig static struct then to trait try type upcast use val virtual void volatile when \
    while with yield";

/// CoffeeScript.
pub(super) const COFFEESCRIPT_KEYWORDS: &str = "\
    await break by catch class continue debugger delete do else export extends finally for if import instanceof loop \
    new return super switch then this throw try typeof until when while yield";

/// CoffeeScript's objects and functions.
pub(super) const COFFEESCRIPT_BUILTINS: &str = "\
    Array Boolean Date Error Function Math Number Object Packages RegExp String decodeURI decodeURIComponent \
    document encodeURI encodeURIComponent eval isFinite isNaN netscape parseFloat parseInt sun window";

/// Cypher.
pub(super) const CYPHER_KEYWORDS: &str = "\
    as asc ascending assert by call case commit constraint create csv cypher delete desc descending detach distinct \
    drop else end ends explain false foreach from headers index is join limit load match merge null on optional \
    order profile remove return scan set skip start starts then true union unique unwind using when where with yield";

/// Cypher's functions.
pub(super) const CYPHER_FUNCTIONS: &str = "\
    abs acos allshortestpaths asin atan atan2 avg ceil coalesce collect cos cot count date degrees e endnode exp \
    extract filter floor haversin head id keys labels last left length log lower ltrim max min nodes percentilecont \
    percentiledisc pi radians rand range reduce relationships replace reverse right round rtrim shortestpath sign \
    sin size split sqrt startnode stdev stdevp str substring sum tail tan timestamp tofloat toint tointeger tostring \
    trim type upper";

/// SPARQL.
pub(super) const SPARQL_KEYWORDS: &str = "\
    add all as asc ask base bind by clear construct copy create data default delete desc describe distinct drop \
    exists filter from graph group having in insert limit load minus move named not offset optional order prefix \
    reduced select service silent to undef union using values where with ask construct describe named silent undef";

/// SPARQL's functions.
pub(super) const SPARQL_BUILTINS: &str = "\
    abs avg bnode bound ceil coalesce concat contains count datatype day encode_for_uri floor group_concat hours if \
    iri lang langmatches lcase max md5 min minutes month now rand regex replace round sameterm sample seconds \
    separator sha1 sha256 sha384 sha512 str strafter strbefore strdt strends strlang strlen strstarts struuid substr \
    sum timezone tz ucase uri uuid year";

/// The language of 1C, in Russian and English.
pub(super) const BSL_KEYWORDS: &str = "\
    and break continue do each else elsif enddo endfunction endif endprocedure endtry except export for function if \
    in new not or procedure raise return then to try val var while возврат вызватьисключение для если знач и из или \
    иначе иначеесли исключение каждого конецесли конецпопытки конецпроцедуры конецфункции конеццикла не новый перем \
    по пока попытка прервать продолжить процедура тогда функция цикл экспорт";

/// 1C's functions.
pub(super) const BSL_BUILTINS: &str = "\
    acos asin atan cos date exp log null number pow sin sqrt string tan true type wsссылки xmlзначение xmlстрока \
    xmlтип xmlтипзнч активноеокно безопасныйрежим безопасныйрежимразделенияданных библиотекакартинок \
    библиотекамакетовоформлениякомпоновкиданных библиотекастилей бизнеспроцессы булево ввестидату ввестизначение \
    ввестистроку ввестичисло внешниеисточникиданных внешниеобработки внешниеотчеты возможностьчтенияxml вопрос врег \
    выгрузитьжурналрегистрации выполнитьобработкуоповещения выполнитьпроверкуправдоступа вычислить главныйинтерфейс \
    главныйстиль год данныеформывзначение дата день деньгода деньнедели добавитьмесяц документы \
    доставляемыеуведомления журналыдокументов заблокироватьданныедляредактирования заблокироватьработупользователя \
    завершитьработусистемы задачи закрытьсправку записатьjson записатьxml записатьдатуjson записьжурналарегистрации \
    заполнитьзначениясвойств запроситьразрешениепользователя запуститьприложение запуститьсистему \
    зафиксироватьтранзакцию значениевданныеформы значениевстрокувнутр значениевфайл значениезаполнено \
    значениеизстрокивнутр значениеизфайла изxmlтипа импортмоделиxdto имякомпьютера имяпользователя \
    инициализироватьпредопределенныеданные информацияобошибке использованиерабочейдаты истина \
    историяработыпользователя каталогвременныхфайлов каталогдокументов каталогпрограммы кодироватьстроку \
    кодлокализацииинформационнойбазы кодсимвола командасистемы конецгода конецдня конецквартала конецмесяца \
    конецминуты конецнедели конецчаса константы конфигурациябазыданныхизмененадинамически конфигурацияизменена \
    копироватьданныеформы копироватьфайл краткоепредставлениеошибки критерииотбора лев ложь макс местноевремя месяц \
    метаданные мин минута монопольныйрежим найти найтинедопустимыесимволыxml найтиокнопонавигационнойссылке \
    найтипомеченныенаудаление найтипоссылкам найтифайлы началогода началодня началоквартала началомесяца \
    началоминуты началонедели началочаса начатьзапросразрешенияпользователя начатьзапускприложения \
    начатькопированиефайла начатьперемещениефайла начатьподключениевнешнейкомпоненты \
    начатьподключениерасширенияработыскриптографией начатьподключениерасширенияработысфайлами начатьпоискфайлов \
    начатьполучениекаталогавременныхфайлов начатьполучениекаталогадокументов \
    начатьполучениерабочегокаталогаданныхпользователя начатьполучениефайлов начатьпомещениефайла \
    начатьпомещениефайлов начатьсозданиекаталога начатьтранзакцию начатьудалениефайлов \
    начатьустановкувнешнейкомпоненты начатьустановкурасширенияработыскриптографией \
    начатьустановкурасширенияработысфайлами неделягода необходимостьзавершениясоединения неопределено \
    номерсеансаинформационнойбазы номерсоединенияинформационнойбазы нрег нстр обновитьинтерфейс \
    обновитьнумерациюобъектов обновитьповторноиспользуемыезначения обработкапрерыванияпользователя обработки \
    объединитьфайлы окр описаниеошибки оповестить оповеститьобизменении \
    отключитьобработчикзапросанастроекклиенталицензирования отключитьобработчикожидания \
    отключитьобработчикоповещения открытьзначение открытьиндекссправки открытьсодержаниесправки открытьсправку \
    открытьформу открытьформумодально отменитьтранзакцию отправкадоставляемыхуведомлений отчеты \
    очиститьжурналрегистрации очиститьсообщения параметрзапуска параметрыдоступа параметрысеанса \
    перейтипонавигационнойссылке переместитьфайл перечисления планывидоврасчета планывидовхарактеристик планыобмена \
    планысчетов подключитьвнешнююкомпоненту подключитьобработчикзапросанастроекклиенталицензирования \
    подключитьобработчикожидания подключитьобработчикоповещения подключитьрасширениеработыскриптографией \
    подключитьрасширениеработысфайлами подробноепредставлениеошибки показатьвводдаты показатьвводзначения \
    показатьвводстроки показатьвводчисла показатьвопрос показатьзначение показатьинформациюобошибке \
    показатьоповещениепользователя показатьпредупреждение полноеимяпользователя полнотекстовыйпоиск \
    получитьcomобъект получитьxmlтип получитьблокировкусеансов получитьвремязавершенияспящегосеанса \
    получитьвремязасыпанияпассивногосеанса получитьвремяожиданияблокировкиданных получитьданныевыбора \
    получитьдополнительныйпараметрклиенталицензирования получитьдопустимыекодылокализации \
    получитьдопустимыечасовыепояса получитьзаголовокклиентскогоприложения получитьзаголовоксистемы \
    получитьзначенияотборажурналарегистрации получитьидентификаторконфигурации получитьизвременногохранилища \
    получитьимявременногофайла получитьимяклиенталицензирования получитьинформациюэкрановклиента \
    получитьиспользованиежурналарегистрации получитьиспользованиесобытияжурналарегистрации \
    получитькраткийзаголовокприложения получитьмаскувсефайлы получитьмаскувсефайлыклиента \
    получитьмаскувсефайлысервера получитьминимальнуюдлинупаролейпользователей получитьнавигационнуюссылку \
    получитьнавигационнуюссылкуинформационнойбазы получитьобновлениеконфигурациибазыданных \
    получитьобновлениепредопределенныхданныхинформационнойбазы получитьобщиймакет получитьобщуюформу получитьокна \
    получитьоперативнуюотметкувремени получитьпараметрыфункциональныхопцийинтерфейса \
    получитьполноеимяпредопределенногозначения получитьпредставлениянавигационныхссылок \
    получитьпроверкусложностипаролейпользователей получитьразделительпути получитьразделительпутиклиента \
    получитьразделительпутисервера получитьсеансыинформационнойбазы получитьскоростьклиентскогосоединения \
    получитьсоединенияинформационнойбазы получитьсообщенияпользователю получитьсоответствиеобъектаиформы \
    получитьсоставстандартногоинтерфейсаodata получитьструктурухранениябазыданных \
    получитьтекущийсеансинформационнойбазы получитьфайл получитьфайлы получитьформу получитьфункциональнуюопцию \
    получитьфункциональнуюопциюинтерфейса получитьчасовойпоясинформационнойбазы пользователиинформационнойбазы \
    пользователиос поместитьвовременноехранилище поместитьфайл поместитьфайлы последовательности прав праводоступа \
    предопределенноезначение представлениекодалокализации представлениепериода представлениеправа \
    представлениеприложения представлениесобытияжурналарегистрации представлениечасовогопояса предупреждение \
    прекратитьработусистемы привилегированныйрежим прочитатьjson прочитатьxml прочитатьдатуjson пустаястрока \
    рабочаядата рабочийкаталогданныхпользователя разблокироватьданныедляредактирования разделитьфайл \
    разорватьсоединениесвнешнимисточникомданных раскодироватьстроку расширенияконфигурации регистрыбухгалтерии \
    регистрынакопления регистрырасчета регистрысведений регламентныезадания рольдоступна секунда сериализаторxdto \
    сигнал символ скопироватьжурналрегистрации смещениелетнеговремени смещениестандартноговремени создатькаталог \
    создатьфабрикуxdto сокрл сокрлп сокрп сообщить состояние справочники сред средствагеопозиционирования \
    средствакриптографии средствамультимедиа средствапочты средствателефонии стрдлина стрзаканчиваетсяна стрзаменить \
    стрнайти стрначинаетсяс строка строкасоединенияинформационнойбазы стрполучитьстроку стрразделить стрсоединить \
    стрсравнить стрчисловхождений стрчислострок стршаблон текущаядата текущаядатасеанса текущаяуниверсальнаядата \
    текущаяуниверсальнаядатавмиллисекундах текущийвариантинтерфейсаклиентскогоприложения \
    текущийвариантосновногошрифтаклиентскогоприложения текущийкодлокализации текущийрежимзапуска текущийязык \
    текущийязыксистемы тип типзнч транзакцияактивна трег удалитьданныеинформационнойбазы \
    удалитьизвременногохранилища удалитьобъекты удалитьфайлы универсальноевремя установитьбезопасныйрежим \
    установитьбезопасныйрежимразделенияданных установитьблокировкусеансов установитьвнешнююкомпоненту \
    установитьвремязавершенияспящегосеанса установитьвремязасыпанияпассивногосеанса \
    установитьвремяожиданияблокировкиданных установитьзаголовокклиентскогоприложения установитьзаголовоксистемы \
    установитьиспользованиежурналарегистрации установитьиспользованиесобытияжурналарегистрации \
    установитькраткийзаголовокприложения установитьминимальнуюдлинупаролейпользователей установитьмонопольныйрежим \
    установитьнастройкиклиенталицензирования установитьобновлениепредопределенныхданныхинформационнойбазы \
    установитьпараметрыфункциональныхопцийинтерфейса установитьпривилегированныйрежим \
    установитьпроверкусложностипаролейпользователей установитьрасширениеработыскриптографией \
    установитьрасширениеработысфайлами установитьсоединениесвнешнимисточникомданных \
    установитьсоответствиеобъектаиформы установитьсоставстандартногоинтерфейсаodata \
    установитьчасовойпоясинформационнойбазы установитьчасовойпояссеанса фабрикаxdto фоновыезадания формат \
    хранилищанастроек хранилищевариантовотчетов хранилищенастроекданныхформ хранилищеобщихнастроек \
    хранилищепользовательскихнастроекдинамическихсписков хранилищепользовательскихнастроекотчетов \
    хранилищесистемныхнастроек цел час часовойпояс часовойпояссеанса число числопрописью этоадресвременногохранилища";

/// Nim.
pub(super) const NIM_KEYWORDS: &str = "\
    addr as asm atomic bind block break case cast const continue converter defer discard distinct do elif else end \
    enum except export finally for from func generic if import include interface iterator let macro method mixin nil \
    object of out ptr raise ref return static template try tuple type using var when while with without yield";

/// Zig.
pub(super) const ZIG_KEYWORDS: &str = "\
    align and anyerror asm async await bool break c_int c_long c_short catch const continue defer else enum error \
    export extern fn for if inline noalias noinline noreturn or orelse packed pub resume return struct suspend \
    switch test try type undefined union unreachable var void volatile while comptime usingnamespace threadlocal \
    allowzero linksection callconv nosuspend anytype addrspace opaque c_ushort c_uint c_ulong c_longlong c_ulonglong \
    c_longdouble c_void type comptime_int comptime_float anyopaque anyframe";

/// Stata's commands.
pub(super) const STATA_KEYWORDS: &str = "\
    ado adopath append assert bsample by bys bysort call cap capt capture cd cdir char checkestimationsample class \
    classutil clean clear close codebook collapse compare compress confirm contract copy count creturn cross d \
    datasignature decode define delimited desc describe destring di dir dis discard disp displ displa display do \
    drawnorm drop ds duplicates edit egen eigenvalues encode end erase ereturn error estimates excel existence exit \
    expand export file filefilter fillin findfile fopen format frame from fsave gen gene gener genera generat \
    generate get gettoken gr_edit graph group gsort haver histogram home icd9 icd9p import include infile infix \
    initialize input insheet inspect install ipolate isid ivprobit ivtobit java joinby kdensity keep label labelbook \
    language levelsof lincom link list log logistic logit lookfor ls macro makecns manage mark markin markout \
    marksample mata matcproc matlist memory menu merge mi miss missing mkdir mkmat more mvencode net new nlcom noi \
    noisily notes number odbc open order outfile outsheet pause pctile plugin postfile predict preserve probit \
    program push pwd python query qui quietly range read recast recode reg regr regre regres regress ren rename \
    replace reshape restore return rm rmdir run sample save saveold score search seek separate serset set shell \
    shift signestimationsample sizeof sleep snapshot sort spikeplot split ssc stack statsby stcox stset suest sum \
    summ summarize svd svmat svy svymarkout syntax sysdir sysuse tab tabdisp table tabulate tempfile tempname \
    tempvar test testnl timer tokenize tostring trace tsset twoway type unab unabcmd unicode uniq update use using \
    var varname version viewsource webuse which window write xpose xtile xtset";

/// What structures programs of Stata.
pub(super) const STATA_RESERVED: &str = "\
    break continue else foreach forv forva forval forvalu forvalue forvalues if in nobreak of to while";

/// Stata's types.
pub(super) const STATA_TYPES: &str = "\
    byte double float global int integer local long matrix newlist numeric numlist scalar str str132 str2045 strL \
    string varlist";

/// Stata's functions.
pub(super) const STATA_FUNCTIONS: &str = "\
    Clock F Fden Ftail I J _caller abbrev abs acos acosh asin asinh atan atan2 atanh autocode betaden binomial \
    binormal byteorder c cauchy ceil chi2 chi2tail cholesky chop clip clock cloglog colnumb colsof comb cond corr \
    cos cosh daily date datediff day det dgammapda dgammapdada dgammapdadx dgammapdxdx dhms diag diag0cnt digamma \
    dofh dofm dofq dofw dofy dow doy e el epsdouble epsfloat exp expm1 exponential float floor gammap hadamard \
    halfyear halfyearly hh hms hofd hours hypergeometric ibeta indexnot inlist inrange int inv invF invFtail \
    invbinomial invchi2 invchi2tail invcloglog invgammap invibeta invlogit invnFtail invnchi2 invnibeta invnormal \
    invsym invttail irecode issymmetric laplace ln lnfactorial lngamma log10 log1m log1p matmissing matrix \
    matuniform max maxbyte maxdouble maxfloat maxint maxlong mdy min minbyte mindouble minfloat minint minlong \
    minutes mm mod mofd month monthly mreldif nFden nFtail nbetaden nchi2 nibeta normal normalden npnchi2 nt nullmat \
    plural poisson qofd quarter quarterly r real regexm regexr regexs reldif replay round rownumb rowsof runiform s \
    scalar seconds sign sin sinh soundex sqrt ss strcat string strlen strlower strltrim strmatch strofreal strpos \
    strproper strreverse strrtrim strtoname strtrim strupper subinstr subinword substr sweep t tan tanh tc td tden \
    th tin tm trigamma trunc ttail tw twithin uchar uniform vec vecdiag week weekly weibull wofd word wordcount year \
    yearly yh ym yofd yq yw";
