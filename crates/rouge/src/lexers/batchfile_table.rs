//! Table: the words of batch files that Rouge knows.

/// The commands.
pub(super) const COMMANDS: &str = "\
    arp assoc at attrib break cd change chcp chdir choice cidiag cipher clip cls cmd color comp compact compress \
    convert copy coreinfo curl date debug defrag del diamond dir diskpart dism echo erase expand extract fc fdisk \
    find findstr format ftp ftype help hostname ipconfig kill label md mem mkdir mklink mode more move msg msiexec \
    net netsh netstat now nslookup path pathping pause ping print printbrm prompt psexec psgetsid psinfo psloggedon \
    query rd recover reg rename replace reset restore rmdir robocopy route rpcping run runas sc setlocal setx share \
    shift shortcut shutdown sleep sort start strings subst telnet tftp time timeout title touch tree type ver \
    verifier verify vol wecutil wget where whoami xcopy";
