/* The floor of the benchmark: read, parse, render and write every entry with cmark-gfm, and nothing else.
 *
 *   floor THREADS CONTENT_DIR OUT_DIR
 *
 * No templates, no links, and of front matter only the skipping: a generator on the same library cannot be faster with
 * as many threads. Build: cc -O2 floor.c -o floor -lcmark-gfm-extensions -lcmark-gfm -lpthread -ldl
 */
#define _GNU_SOURCE
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_THREADS = 64, EXTENSIONS = 4, PATH_BYTES = 4096 };
static const char *const extension_names[EXTENSIONS] = {"table", "strikethrough", "autolink", "tasklist"};
static const int options = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8;
static cmark_syntax_extension *extensions[EXTENSIONS];

static const char *out_dir;
static size_t root_length;
static char **paths;
static size_t path_count, path_capacity;
static atomic_size_t next_path, bytes_in, bytes_out;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* cmark-gfm 0.29 keeps the extensions' special characters in one table of the process, which every parse sets before
 * its inline phase and clears after it: with two threads one parse clears what the other still needs. This definition
 * takes the place of the library's own (ELF interposition), so that prepare() fills the table once, and it stays. */
static int special_characters_filled;
void cmark_manage_extensions_special_characters(cmark_parser *parser, int add) {
  if (special_characters_filled) return;
  void (*original)(cmark_parser *, int);
  *(void **)&original = dlsym(RTLD_NEXT, "cmark_manage_extensions_special_characters");
  if (!original) {
    fprintf(stderr, "floor: no cmark_manage_extensions_special_characters in this cmark-gfm\n");
    exit(1);
  }
  original(parser, add);
}

static cmark_parser *new_parser(void) {
  cmark_parser *parser = cmark_parser_new(options);
  for (int i = 0; i < EXTENSIONS; i++) cmark_parser_attach_syntax_extension(parser, extensions[i]);
  return parser;
}

static void prepare(void) {
  cmark_gfm_core_extensions_ensure_registered();
  for (int i = 0; i < EXTENSIONS; i++) {
    extensions[i] = cmark_find_syntax_extension(extension_names[i]);
    if (!extensions[i]) {
      fprintf(stderr, "floor: this cmark-gfm has no extension %s\n", extension_names[i]);
      exit(1);
    }
  }
  cmark_parser *parser = new_parser();
  cmark_manage_extensions_special_characters(parser, 1);
  special_characters_filled = 1;
  cmark_parser_free(parser);
}

/* Mirrors folders and collects the entries. */
static int visit(const char *path, const struct stat *status, int kind, struct FTW *position) {
  (void)status;
  (void)position;
  size_t length = strlen(path);
  if (kind == FTW_D) {
    char mirror[PATH_BYTES];
    snprintf(mirror, sizeof mirror, "%s/%s", out_dir, path + root_length);
    mkdir(mirror, 0777);
  } else if (kind == FTW_F && length > 3 && !strcmp(path + length - 3, ".md")) {
    if (path_count == path_capacity) {
      path_capacity = path_capacity ? path_capacity * 2 : 1024;
      paths = realloc(paths, path_capacity * sizeof *paths);
      if (!paths) fail("floor");
    }
    paths[path_count++] = strdup(path);
  }
  return 0;
}

/* Reads a whole file into *buffer, which grows when needed, and ends it with a NUL. */
static size_t read_entry(const char *path, char **buffer, size_t *capacity) {
  struct stat status;
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &status)) fail(path);
  size_t size = (size_t)status.st_size;
  if (size + 1 > *capacity) {
    *capacity = size * 2 + 4096;
    *buffer = realloc(*buffer, *capacity);
    if (!*buffer) fail(path);
  }
  if (read(file, *buffer, size) != (ssize_t)size) fail(path);
  close(file);
  (*buffer)[size] = 0;
  return size;
}

static void write_page(const char *entry_path, const char *html, size_t size) {
  char path[PATH_BYTES];
  size_t relative_length = strlen(entry_path) - root_length - 3;
  snprintf(path, sizeof path, "%s/%.*s.html", out_dir, (int)relative_length, entry_path + root_length);
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file < 0 || write(file, html, size) != (ssize_t)size) fail(path);
  close(file);
}

static void *work(void *unused) {
  (void)unused;
  char *text = NULL;
  size_t capacity = 0, i;
  while ((i = atomic_fetch_add(&next_path, 1)) < path_count) {
    size_t size = read_entry(paths[i], &text, &capacity);
    char *body = text, *end;
    if (!strncmp(text, "---\n", 4) && (end = strstr(text + 4, "\n---\n"))) body = end + 5;

    cmark_parser *parser = new_parser();
    cmark_parser_feed(parser, body, (size_t)(text + size - body));
    cmark_node *document = cmark_parser_finish(parser);
    char *html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
    cmark_node_free(document);
    cmark_parser_free(parser);

    size_t html_size = strlen(html);
    write_page(paths[i], html, html_size);
    free(html);
    atomic_fetch_add(&bytes_in, size);
    atomic_fetch_add(&bytes_out, html_size);
  }
  free(text);
  return NULL;
}

int main(int argument_count, char **arguments) {
  int threads = argument_count == 4 ? atoi(arguments[1]) : 0;
  if (threads < 1 || threads > MAX_THREADS) {
    fprintf(stderr, "usage: floor THREADS CONTENT_DIR OUT_DIR\n");
    return 2;
  }
  out_dir = arguments[3];
  root_length = strlen(arguments[2]);
  if (nftw(arguments[2], visit, 32, FTW_PHYS)) fail(arguments[2]);
  prepare();
  pthread_t others[MAX_THREADS];
  for (int i = 1; i < threads; i++)
    if (pthread_create(&others[i], NULL, work, NULL)) fail("pthread_create");
  work(NULL);
  for (int i = 1; i < threads; i++) pthread_join(others[i], NULL);
  printf("%d threads, %zu entries, %zu bytes in, %zu bytes out\n", threads, path_count, (size_t)bytes_in,
         (size_t)bytes_out);
  return 0;
}
