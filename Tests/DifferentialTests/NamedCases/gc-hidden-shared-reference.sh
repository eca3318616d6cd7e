#!/bin/sh
: ${LD:=ld}
# A hidden definition that only a shared object wants, under --gc-sections.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s2
.section .data.s2,"aw",@progbits
.type s2,@object
s2: .quad 0x5ca1d1d200010000
.size s2,8
.hidden s2
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.section .data.refs,"aw"
.Luses:
.section .data.refs,"aw"
.quad 0x5ca1d1d300020000
.quad s2
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba1.a o1.o
ld.bfd -shared -soname libs1.so -o libs1.so o2.o
$LD -o a.out --gc-sections o0.o libs1.so liba1.a
