"""Empty stand-ins for the CUDA libraries that torch's Linux wheel links (about 2 GB of further wheels).

torch on the processor never calls them, but the loader wants every one with its versioned symbols. Each stand-in
holds those symbols and traps when one is called. They lie in torch's own library folder, where it looks first.
usage: python torch_stand_ins.py          needs gcc, readelf and nm; does nothing where torch links no CUDA library
"""
import collections
import importlib.util
import pathlib
import re
import subprocess
import tempfile

LIBRARY = re.compile(r"lib(cu|nccl|nvrtc|nvshmem_host|nvJit|nvTools)")
SYMBOL = re.compile(r"(cu|nccl|nvrtc|nvshmem|nvJit|nvtx)")
INSTALLED = {"libcudart.so", "libcupti.so"}  # torch does call into these two when it is imported


def lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def wanted(libraries):
    """What torch's libraries ask of CUDA: the files, the version tags of each, and the symbols under each tag."""
    files, tags, symbols = set(), collections.defaultdict(set), collections.defaultdict(set)
    for library in libraries:
        for line in lines("readelf", "-d", "-W", library):
            if (found := re.search(r"NEEDED.*\[(.*?)\]", line)) and LIBRARY.match(found[1]):
                files.add(found[1])
        file = ""
        for line in lines("readelf", "-V", "-W", library):
            if found := re.search(r"File: (\S+)", line):
                file = found[1]
            if LIBRARY.match(file) and (found := re.search(r"Name: (\S+)\s+Flags", line)):
                tags[file].add(found[1])
        for line in lines("nm", "-D", "--undefined-only", "--with-symbol-versions", library):
            name, _, tag = line.split()[-1].partition("@")
            if SYMBOL.match(name):
                symbols[tag].add(name)
    return files, tags, symbols


def build(target, symbols_by_tag, untagged):
    """One shared library with the symbols under their version tags."""
    names = sorted(set(untagged).union(*symbols_by_tag.values()))
    script = "".join(
        f"{tag} {{ global: {' '.join(f'{name};' for name in sorted(symbols))} }};\n"
        for tag, symbols in sorted(symbols_by_tag.items())
    )
    with tempfile.TemporaryDirectory() as folder:
        source, versions = pathlib.Path(folder, "stand_in.c"), pathlib.Path(folder, "stand_in.map")
        source.write_text("".join(f"void {name}(void){{__builtin_trap();}}\n" for name in names))
        versions.write_text(script)
        version_option = [f"-Wl,--version-script={versions}"] if script else []
        subprocess.run(
            ["gcc", "-shared", "-fPIC", "-w", "-fno-builtin", "-o", target, f"-Wl,-soname,{target.name}", *version_option, source],
            check=True,
        )


def main():
    spec = importlib.util.find_spec("torch")
    folder = pathlib.Path(spec.submodule_search_locations[0], "lib")
    files, tags, symbols = wanted(sorted(folder.glob("lib*.so")))
    for file in sorted(files):
        if any(file.startswith(name) for name in INSTALLED) or (folder / file).exists():
            continue
        # cuBLAS-Lt is the library whose symbols torch names without a version
        untagged = symbols[""] if file.startswith("libcublasLt") else set()
        build(folder / file, {tag: symbols[tag] for tag in tags[file]}, untagged)


main()
