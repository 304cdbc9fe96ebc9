import shutil

copy_file = shutil.copy2
