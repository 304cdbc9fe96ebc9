import mmap
import os


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        if os.fstat(reader.fileno()).st_size:
            with mmap.mmap(reader.fileno(), 0, prot=mmap.PROT_READ) as mapped:
                writer.write(mapped)
