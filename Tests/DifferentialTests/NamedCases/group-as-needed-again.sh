#!/bin/sh
: ${LD:=ld}
# A group whose shared object is needed when it is searched again.
cat > o0.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100000000
.globl _start
.section .text._start,"ax"
_start: .quad 0
.section .data.refs,"aw"
.quad 0x5ca1d1d300000000
.quad s4
EOF
cat > o1.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100010000
.globl s4
.section .data.s4,"aw",@progbits
.type s4,@object
s4: .quad 0x5ca1d1d200010000
.size s4,8
.section .data.refs,"aw"
.quad 0x5ca1d1d300010000
.quad s3
EOF
cat > o2.s <<'EOF'
.section .data.mark,"aw"
.quad 0x5ca1d1d100020000
.globl s3
.section .data.s3,"aw",@progbits
.type s3,@object
s3: .quad 0x5ca1d1d200020000
.size s3,8
EOF
cat > script0.ld <<'EOF'
GROUP ( AS_NEEDED ( libs0.so ) liba0.a )
EOF
as -o o0.o o0.s
as -o o1.o o1.s
as -o o2.o o2.s
ar qcs liba0.a o1.o
ld.bfd -shared -soname libs0.so -o libs0.so o2.o
$LD -o a.out o0.o script0.ld
