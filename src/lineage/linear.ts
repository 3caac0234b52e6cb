/** The lower factor L of a positive definite n × n matrix A = L L', row by row (Cholesky). */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      if (i === j && !(sum > 0)) throw new RangeError('the matrix is not positive definite');
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / factor[j * n + j]!;
    }
  return factor;
}

/** Solves L X = B; B and X as rows. */
export function forward(factor: Float64Array, rows: readonly Float64Array[], n: number): Float64Array[] {
  const out: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const row = rows[i]!.slice();
    for (let k = 0; k < i; k++) {
      const by = factor[i * n + k]!;
      const before = out[k]!;
      for (let c = 0; c < row.length; c++) row[c]! -= by * before[c]!;
    }
    const by = factor[i * n + i]!;
    for (let c = 0; c < row.length; c++) row[c]! /= by;
    out.push(row);
  }
  return out;
}

/** Solves A x = b for a positive definite A. */
export function solve(matrix: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const factor = cholesky(matrix, n);
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i * n + k]! * x[k]!;
    x[i]! /= factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= factor[k * n + i]! * x[k]!;
    x[i]! /= factor[i * n + i]!;
  }
  return x;
}
