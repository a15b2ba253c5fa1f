//! Table: the words of Verilog and SystemVerilog that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    acos acosh asin asinh assertkill assertoff asserton atan atan2 atanh bits bitstoreal cast ceil changed \
    changed_gclk clog2 cos cosh countones dimensions display dumpall dumpfile dumpflush dumplimit dumpoff dumpon \
    dumpports dumpvars error exit exp fclose fdisplay fell fflush fgetc fgets finish floor fmonitor fopen fread \
    fseek fstrobe ftell fwrite high hypot increment info isunbounded isunknown itor left ln log10 low monitor onehot \
    onehot0 past pow printtimescale random readmemb readmemh realtobits rewind right rose rtoi sampled sformat \
    sformatf shortrealtobits sin sinh size sqrt sscanf stable stime stop strobe swrite system tan tanh timeformat \
    typename ungetc unpacked_dimensions warning write writememb writememh";

/// The keywords.
pub(super) const KEYWORDS: &str = "\
    alias always always_comb always_ff always_latch assert assign assume attribute automatic before begin bind bins \
    binsof break case casex casez clocking config constraint context continue cover covergroup coverpoint cross \
    deassign default defparam design dist do else end endattribute endcase endclass endclocking endconfig \
    endfunction endgenerate endgroup endinterface endmodule endpackage endprimitive endprogram endproperty \
    endsequence endspecify endtable endtask expect export extends extern final first_match for force foreach forever \
    fork forkjoin function generate genvar if iff ifnone ignore_bins illegal_bins import incdir include initial \
    inside instance interface intersect join join_any join_none liblist library local localparam matches modport \
    module new noshowcancelled null package parameter primitive priority program property protected \
    pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase randsequence release return sequence \
    showcancelled solve specify super table task this throughout timeprecision timeunit type typedef unique use wait \
    wait_order while wildcard with within";

/// The types.
pub(super) const TYPES: &str = "\
    and bit buf bufif0 bufif1 byte cell chandle class cmos const disable edge enum event highz0 highz1 inout input \
    int integer logic longint macromodule medium nand negedge nmos nor not notif0 notif1 or output packed pmos \
    posedge pull0 pull1 pulldown pullup rcmos real realtime ref reg repeat rnmos rpmos rtran rtranif0 rtranif1 \
    scalared shortint shortreal signed specparam static strength string strong0 strong1 struct supply0 supply1 \
    tagged time tran tranif0 tranif1 tri tri0 tri1 triand trior trireg union unsigned uwire var vectored virtual \
    void wand wire wor xnor xor";
