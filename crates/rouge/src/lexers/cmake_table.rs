//! Table: the commands of CMake that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    add_executable break cmake_minimum_required else elseif endforeach endfunction endif endmacro endwhile export \
    file foreach function if include install list macro math message option project remove return set site_name \
    string target_link_libraries unset while write_file";
