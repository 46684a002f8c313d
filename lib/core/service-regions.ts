/** Regions that the vendor's page "Regions and Access Endpoints" of object storage lists; new ones come without notice. */
export const serviceRegions: readonly string[] = [
  ...["ap-beijing-1", "ap-beijing", "ap-nanjing", "ap-shanghai", "ap-guangzhou", "ap-chengdu", "ap-chongqing"],
  ...["ap-shenzhen-fsi", "ap-shanghai-fsi", "ap-beijing-fsi", "ap-hongkong", "ap-singapore", "ap-mumbai", "ap-jakarta"],
  ...["ap-seoul", "ap-bangkok", "ap-tokyo", "na-siliconvalley", "na-ashburn", "na-toronto", "sa-saopaulo"],
  ...["eu-frankfurt", "eu-moscow"],
];
