"""Results: tables with the heads of their columns, pictures, and what is left out."""

# Tables: heads where they are not the names of what is shown

CREATED = "created"
MODIFIED = "modified"
IMAGE = "image"
ZONE = "zone"
VALUE = "value"
RAM = "ram MB"
DISK = "disk GB"
SIZE = "size GB"
PRICE = "price $/h"
TTL = "ttl s"
PROGRESS = "progress %"

NOTHING = "(nothing)"
LIMIT_TOO_LOW = "limit must be at least 1"
more_rows = "… {count:,} more of {total:,}: table(…, limit={total}) shows all".format
more_with = "… and more: table(…, limit={limit}) shows more".format
no_room = "(no room for: {heads})".format
no_objects = "a table is made of a list of objects, not of {kind}".format

# Long results

lines_left_out = "… {count:,} lines left out: print(_) shows all".format
characters_left_out = "… {count:,} characters left out: print(_) shows all".format

# Pictures

#: For who cannot see it.
picture_of = "Picture of a {kind}".format
#: ``reason`` ends as a sentence does.
picture_not_shown = "The picture is not shown: {reason}".format
too_many_pixels = "The picture is not shown: it has {width} × {height} pixels, and {most:,} in all are the most.".format
too_many_megabytes = "The picture is not shown: it has {size:.1f} MB, and {most:.0f} MB are the most.".format
