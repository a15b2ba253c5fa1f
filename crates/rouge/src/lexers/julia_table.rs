//! Table: the words of Julia that Rouge knows.

/// The builtins.
pub(super) const BUILTINS: &str = "\
    ARGS C_NULL DEPOT_PATH ENDIAN_BOM ENV Inf Inf16 Inf32 Inf64 LOAD_PATH NaN NaN16 NaN32 NaN64 VERSION devnull \
    false im missing nothing pi stderr stdin stdout true undef π ℯ";

/// The keywords.
pub(super) const KEYWORDS: &str = "\
    begin catch do else elseif end export finally for function if import in isa macro module quote return struct try \
    using where while";

/// The types.
pub(super) const TYPES: &str = "\
    AbstractArray AbstractChannel AbstractChar AbstractDict AbstractDisplay AbstractFloat AbstractIrrational \
    AbstractLogger AbstractMatrix AbstractRNG AbstractRange AbstractSet AbstractSparseArray AbstractSparseMatrix \
    AbstractSparseVector AbstractString AbstractUnitRange AbstractVecOrMat AbstractVector Adjoint Any ArgumentError \
    Array AssertionError Base64DecodePipe Base64EncodePipe Bidiagonal BigFloat BigInt BitArray BitMatrix BitSet \
    BitVector Bool BoundsError CachingPool CapturedException CartesianIndex CartesianIndices Cchar Cdouble Cfloat \
    Channel Char Cholesky Cint Cintmax_t Clong Clonglong ClusterManager Cmd Colon Complex ComplexF16 ComplexF32 \
    ComplexF64 CompositeException Condition ConsoleLogger Cptrdiff_t Cshort Csize_t Cssize_t Cstring Cuchar Cuint \
    Cuintmax_t Culong Culonglong Cushort Cvoid Cwchar_t Cwstring DataType Date DateFormat DateTime Day DenseArray \
    DenseMatrix DenseVecOrMat DenseVector Diagonal Dict DimensionMismatch Dims DivideError DomainError EOFError \
    Eigen Enum ErrorException Exception ExponentialBackOff Expr Factorization FileMonitor Float16 Float32 Float64 \
    Function GlobalRef HTML Hermitian Hour IO IOBuffer IOContext IOStream IPAddr IPv4 IPv6 IdDict IndexCartesian \
    IndexLinear IndexStyle InexactError InitError Int Int128 Int16 Int32 Int64 Int8 Integer InterruptException \
    InvalidStateException Irrational KeyError LU LinRange LineNumberNode LinearIndices LoadError LogLevel \
    LowerTriangular MIME Matrix MersenneTwister Method MethodError Millisecond Minute Missing MissingException \
    Module Month NTuple NamedTuple Nanosecond Nothing NullLogger Number OrdinalRange OutOfMemoryError OverflowError \
    Pair PartialQuickSort PermutedDimsArray Pipe PollingFileWatcher ProcessExitedException Ptr QuoteNode \
    RandomDevice Rational RawFD ReadOnlyMemoryError Real ReentrantLock Ref Regex RegexMatch RemoteChannel \
    RemoteException RoundingMode Second SegmentationFault Serializer Set SharedArray SharedMatrix SharedVector \
    Signed SimpleLogger Some SparseMatrixCSC SparseVector StackOverflowError StepRange StepRangeLen StridedArray \
    StridedMatrix StridedVecOrMat StridedVector String StringIndexError SubArray SubString SubstitutionString \
    SymTridiagonal Symbol Symmetric SystemError TCPSocket Task Text TextDisplay Time TimeZone Timer Transpose \
    Tridiagonal Tuple Type TypeError TypeVar UDPSocket UInt UInt128 UInt16 UInt32 UInt64 UInt8 UTC UUID \
    UndefInitializer UndefKeywordError UndefRefError UndefVarError UniformScaling Union UnionAll UnitRange Unsigned \
    UpperTriangular Val Vararg VecElement VecOrMat Vector VersionNumber WeakKeyDict WeakRef Week WorkerConfig \
    WorkerPool Year";
