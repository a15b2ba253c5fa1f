//! Table: the directives and sections of the Apache server, in lower case.

/// The directives.
pub(super) const DIRECTIVES: &str = "\
    acceptfilter acceptpathinfo accessfilename action addalt addaltbyencoding addaltbytype addcharset \
    adddefaultcharset adddescription addencoding addhandler addicon addiconbyencoding addiconbytype addinputfilter \
    addlanguage addmoduleinfo addoutputfilter addoutputfilterbytype addtype alias aliasmatch allow allowconnect \
    allowencodedslashes allowmethods allowoverride allowoverridelist anonymous anonymous_logemail \
    anonymous_mustgiveemail authbasicauthoritative authbasicprovider authdbduserpwquery authdigestalgorithm \
    authdigestdomain authdigestprovider authdigestqop authformprovider authgroupfile authldapbinddn \
    authldapbindpassword authldapurl authname authtype authuserfile authzprovideralias balancergrowth balancermember \
    browsermatch browsermatchnocase bufferedlogs buffersize cachedefaultexpire cachedirlength cachedirlevels \
    cachedisable cacheenable cachefile cacheignoreheaders cachelock cacheroot cgimapextension charsetdefault \
    checkcaseonly checkspelling chrootdir contentdigest cookiedomain cookieexpires cookiename cookiestyle \
    cookietracking coredumpdirectory customlog dav davlockdb dbdriver defaulticon defaultlanguage defaultruntimedir \
    defaulttype define deflatecompressionlevel deflatefilternote deny directory directoryindex \
    directoryindexredirect directorymatch directoryslash documentroot dumpioinput dumpiooutput else elseif \
    enableexceptionhook enablemmap enablesendfile error errordocument errorlog errorlogformat example expiresactive \
    expiresbytype expiresdefault extendedstatus extfilterdefine fallbackresource fileetag files filesmatch \
    filterchain filterdeclare filterprovider forcelanguagepriority forcetype forensiclog gracefulshutdowntimeout \
    group header headername hostnamelookups if ifdefine ifmodule ifversion imapbase include includeoptional \
    indexheadinsert indexignore indexignorereset indexoptions indexorderdefault indexstylesheet isapicachefile \
    keepalive keepalivetimeout languagepriority ldapcacheentries limit limitexcept limitinternalrecursion \
    limitrequestbody limitrequestfields limitrequestfieldsize limitrequestline limitxmlrequestbody listen \
    listenbacklog loadfile loadmodule location locationmatch logformat loglevel logmessage macro \
    maxconnectionsperchild maxkeepaliverequests maxmemfree maxrequestworkers maxspareservers maxsparethreads metadir \
    mimemagicfile minspareservers minsparethreads modmimeusepathinfo multiviewsmatch mutex namevirtualhost noproxy \
    options order passenv pidfile protocol protocols proxy proxybadheader proxyblock proxydomain proxyerroroverride \
    proxymatch proxypass proxypassinterpolateenv proxypassmatch proxypassreverse proxypassreversecookiedomain \
    proxypreservehost proxyremote proxyrequests proxyset proxystatus proxytimeout proxyvia readmename redirect \
    redirectmatch redirectpermanent redirecttemp remoteipheader removecharset removeencoding removehandler \
    removetype requestheader requestreadtimeout require requireall requireany requirenone rewritebase rewritecond \
    rewriteengine rewritemap rewriteoptions rewriterule rlimitcpu rlimitmem rlimitnproc satisfy scoreboardfile \
    script scriptalias scriptaliasmatch scriptlog scriptsock securelisten seerequesttail sendbuffersize serveradmin \
    serveralias serverlimit servername serverpath serverroot serversignature servertokens session setenv setenvif \
    setenvifexpr setenvifnocase sethandler setinputfilter setoutputfilter ssiendtag ssierrormsg sslcacertificatefile \
    sslcacertificatepath sslcarevocationfile sslcertificatechainfile sslcertificatefile sslcertificatekeyfile \
    sslciphersuite sslcompression sslengine sslhonorcipherorder ssloptions sslpassphrasedialog sslprotocol \
    sslproxyengine sslproxyverify sslrandomseed sslrequire sslrequiressl sslsessioncache sslsessioncachetimeout \
    sslsessiontickets sslstaplingcache sslusestapling sslverifyclient sslverifydepth startservers startthreads \
    substitute suexecusergroup threadlimit threadsperchild threadstacksize timeout traceenable transferlog \
    typesconfig undefine use usecanonicalname usecanonicalphysicalport user userdir vhostcgimode virtualdocumentroot \
    virtualhost virtualscriptalias watchdoginterval xbithack";
