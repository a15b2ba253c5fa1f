//! Table: the words of Common Lisp that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    * + - / /= 1+ 1- < <= = > >= abort abs acons acos acosh adjoin alphanumericp and append apply apropos aref \
    array-dimension array-dimensions array-element-type array-rank arrayp ash asin asinh assert assoc atan atanh \
    atom bit bit-vector-p boundp break butlast byte caaar caaddr caadr caar cadar cadddr caddr cadr call-next-method \
    car case ccase cdaar cdaddr cdadr cdar cddar cdddar cddddr cdddr cddr cdr ceiling cerror char char-code \
    character characterp check-type class-name class-of close clrhash code-char coerce compile compiled-function-p \
    complement complex complexp concatenate cond conjugate cons consp constantly constantp continue copy-list \
    copy-seq copy-tree cos cosh count count-if ctypecase decf defclass defconstant defgeneric define-condition \
    defmacro defmethod defpackage defparameter defsetf defstruct defsystem deftype defun defvar delete delete-file \
    denominator describe destructuring-bind directory disassemble do do* documentation dolist dotimes ecase ed \
    eighth elt endp eq eql equal equalp error etypecase eval evenp every exp export expt fboundp fifth file-position \
    fill find find-if first float floatp floor fmakunbound format formatter fourth fresh-line funcall functionp gcd \
    gensym gentemp get getf gethash handler-bind handler-case hash-table-count hash-table-p identity imagpart import \
    in-package incf initialize-instance inspect integer-length integerp intern intersection isqrt keywordp last lcm \
    ldb length list list* list-length listen listp load log logand logandc1 logandc2 logbitp logical-pathname logior \
    lognot loop macroexpand make-array make-hash-table make-instance make-list make-string map mapc mapcan mapcar \
    mapcon maphash mapl maplist max member merge min minusp mismatch mod multiple-value-bind multiple-value-list \
    multiple-value-setq nconc next-method-p ninth not notany notevery nreconc nreverse nsubstitute nth nthcdr null \
    numberp numerator oddp open or packagep pairlis parse-integer pathname pathnamep phase plusp pop position \
    position-if pprint prin1 princ print print-object probe-file proclaim prog prog1 prog2 provide psetf psetq push \
    pushnew random random-state-p rassoc rational rationalize rationalp read read-from-string read-line readtablep \
    realp realpart reduce rem remhash remove remove-if remove-if-not remprop replace require rest restart-case \
    return reverse room rotatef round rplaca rplacd schar search second set setf seventh shadow shiftf signal signum \
    simple-bit-vector-p simple-string-p simple-vector-p sin sinh sixth sleep slot-value some sort sqrt stable-sort \
    standard-char-p step streamp string string-downcase string-upcase string< string= stringp sublis subseq subsetp \
    subst substitute symbol-function symbol-name symbol-value symbolp tan tanh tenth terpri third time trace \
    truncate type-of typecase typep unexport union unless untrace upgraded-array-element-type \
    upgraded-complex-part-type values vector vectorp warn when with-accessors with-input-from-string with-open-file \
    with-output-to-string with-slots write zerop";

/// The keywords.
pub(super) const KEYWORDS: &str = "\
    &allow-other-keys &aux &body &environment &key &optional &rest &whole block catch declare dynamic-extent \
    eval-when flet ftype function go if ignorable ignore inline labels lambda let let* load-time-value locally \
    macrolet multiple-value-call multiple-value-prog1 notinline optimize progn progv quote return-from setq special \
    symbol-macrolet tagbody the throw type unwind-protect";

/// The types.
pub(super) const TYPES: &str = "\
    arithmetic-error base-char bignum boolean cell-error compiled-function condition control-error division-by-zero \
    double-float end-of-file extended-char file-error fixnum keyword long-float short-float signed-byte simple-array \
    single-float standard-char unsigned-byte warning";

/// The classes.
pub(super) const CLASSES: &str = "\
    array bit-vector class hash-table integer method number package random-state ratio readtable real restart \
    sequence stream symbol";
