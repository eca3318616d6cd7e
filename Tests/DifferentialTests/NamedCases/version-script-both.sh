#!/bin/sh
: ${LD:=ld}
# A name that a version node calls global and local.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > names.map <<'EOF'
V1 { global: s1; local: s1; };
EOF
as -o o0.o o0.s
$LD -o a.out o0.o --version-script=names.map
