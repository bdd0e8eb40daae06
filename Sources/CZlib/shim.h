// What Migrapedia uses of the system's zlib: compression, and checksums.
#include <zlib.h>
