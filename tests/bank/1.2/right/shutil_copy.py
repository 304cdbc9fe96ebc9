from shutil import copy as copy_file
