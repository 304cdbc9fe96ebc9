import shutil

copy_file = lambda source, target: shutil.copyfile(source, target)
