import { BlockList, isIP } from 'node:net'
import { RouterError } from '../errors.ts'

/** A set of addresses and networks. */
export class TrustedNetworks {
  private readonly list = new BlockList()

  /** Throws RouterError when one is no address and no network like `10.0.0.0/8`. */
  constructor(networks: readonly string[]) {
    for (const network of networks) {
      const [address = '', bits, ...rest] = network.split('/')
      const family = isIP(address)
      const most = family === 4 ? 32 : 128
      const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
      if (family === 0 || rest.length > 0 || prefix < 0 || prefix > most)
        throw new RouterError(
          'bad-request',
          `${network} is no address and no network like 10.0.0.0/8`,
          { field: 'trust' },
        )
      this.list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
    }
  }

  has(address: string): boolean {
    const family = isIP(address)
    return family !== 0 && this.list.check(address, family === 4 ? 'ipv4' : 'ipv6')
  }
}
