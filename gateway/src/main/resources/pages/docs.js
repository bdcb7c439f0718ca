window.ui = SwaggerUIBundle({
  dom_id: '#docs',
  urls: ['order-service', 'store-service', 'dispatch-service', 'identity-service', 'webhook-service', 'booking-service', 'recycling-service', 'operations']
    .map((name) => ({name, url: `/docs/contracts/${name}.yaml`})),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  validatorUrl: null,
});
