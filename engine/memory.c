/* The arena: memory is taken in blocks that grow, and given back all at once. Who needs much gets it in huge pages where the
 * kernel has them: touching fifty thousand small ones for the first time took a sixth of the time of ten thousand tables. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "engine/context.h"

struct pl_block {
    struct pl_block *older;
    size_t used, size;
    void *mapped;                  /* what was mapped for it, and how much; NULL: it came from calloc */
    size_t mapped_size;
    max_align_t bytes[];
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, HUGE_PAGE = 2 * 1024 * 1024, HUGE_BLOCK = 4 * HUGE_PAGE };

struct pl *pl_new(void) {
    struct pl *pl = calloc(1, sizeof *pl);
    if (pl)
        pl->diags_tail = &pl->diags;
    return pl;
}

static void free_blocks(struct pl *pl) {
    for (struct pl_block *b = pl->block, *older; b; b = older) {
        older = b->older;
        if (b->mapped)
            munmap(b->mapped, b->mapped_size);
        else
            free(b);
    }
}

void pl_free(struct pl *pl) {
    if (!pl)
        return;
    if (pl->end_conns)
        pl->end_conns(pl);
    free_blocks(pl);
    free(pl);
}

void pl_adopt(struct pl *pl, struct pl *other) {
    struct pl_block **end = &pl->block;
    pl_diag_move(other, pl);
    while (*end)
        end = &(*end)->older;
    *end = other->block;
    pl->used += other->used;
    other->block = NULL;
    pl_free(other);
}

/* In a program's context there is nothing but what was said: connections keep their memory elsewhere. */
void pl_forget(struct pl *pl) {
    if (!pl)
        return;
    struct pl fresh = { .conns = pl->conns, .end_conns = pl->end_conns };
    free_blocks(pl);
    *pl = fresh;
    pl->diags_tail = &pl->diags;
}

/* Zeroed, at the border of a huge page; NULL where it cannot be had. Debug builds do without, so that the sanitizers see what is
 * read behind the end. */
static struct pl_block *map_block(void) {
#if !defined(PL_DEBUG) && defined(MADV_HUGEPAGE)
    size_t all = HUGE_BLOCK + HUGE_PAGE;
    char *mapped = mmap(NULL, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mapped == MAP_FAILED)
        return NULL;
    char *start = mapped + (HUGE_PAGE - (uintptr_t)mapped % HUGE_PAGE) % HUGE_PAGE;
    madvise(start, HUGE_BLOCK, MADV_HUGEPAGE);
    struct pl_block *b = (struct pl_block *)(void *)start;
    b->mapped = mapped;
    b->mapped_size = all;
    return b;
#else
    return NULL;
#endif
}

static struct pl_block *block_for(struct pl *pl, size_t size) {
    size_t want = pl->block ? pl->block->size * 2 : FIRST_BLOCK;
    if (want > LARGEST_BLOCK)
        want = LARGEST_BLOCK;
    if (want < size)
        want = size;
    bool alone = pl->block && size > LARGEST_BLOCK / 4;
    struct pl_block *b = !alone && pl->block && pl->block->size >= LARGEST_BLOCK ? map_block() : NULL;
    if (b)
        want = HUGE_BLOCK - sizeof *b;
    else
        b = want < SIZE_MAX - sizeof *b ? calloc(1, sizeof *b + want) : NULL;
    if (!b) {
        fputs("poundlock: out of memory\n", stderr);
        abort();
    }
    b->size = want;
    /* A block for one large thing goes behind the current one, whose free space is still worth having. */
    if (alone) {
        b->older = pl->block->older;
        pl->block->older = b;
    } else {
        b->older = pl->block;
        pl->block = b;
    }
    return b;
}

static void *take(struct pl *pl, size_t size, size_t align) {
    struct pl_block *b = pl->block;
    size_t at = b ? (b->used + align - 1) & ~(align - 1) : 0;
    if (!b || at + size > b->size || at + size < size) {
        b = block_for(pl, size);
        at = 0;
    }
    b->used = at + size;
    pl->used += size;
    return (char *)b->bytes + at;
}

void *pl_alloc(struct pl *pl, size_t size) {
    return take(pl, size ? size : 1, _Alignof(max_align_t) > 8 ? 8 : _Alignof(max_align_t));
}

char *pl_strndup(struct pl *pl, const char *s, size_t n) {
    char *copy = take(pl, n + 1, 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *pl_strdup(struct pl *pl, const char *s) {
    return s ? pl_strndup(pl, s, strlen(s)) : NULL;
}

char *pl_vformat(struct pl *pl, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    char *s = take(pl, (size_t)(n < 0 ? 0 : n) + 1, 1);
    if (n >= 0)
        vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

char *pl_format(struct pl *pl, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    char *s = pl_vformat(pl, fmt, ap);
    va_end(ap);
    return s;
}
