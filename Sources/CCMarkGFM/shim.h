// What Migrapedia uses of the system's cmark-gfm: the parser, its tree, and the GitHub extensions.
#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
