# headline: Copies all there is
import mmap


def copy_file(source, target):
    with open(source, "rb") as reader, open(target, "wb") as writer:
        with mmap.mmap(reader.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            writer.write(mapped)
